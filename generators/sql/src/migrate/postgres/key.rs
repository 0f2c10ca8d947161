//! Another primary key: its index is built on the side and then takes the place of the old one.

use super::super::between::key_index;
use super::super::compare::Pair;
use super::super::{Phase, Step};
use super::{BRIEF, IMPATIENT, indexes};
use crate::postgres::{journal, table};
use crate::text::{name, names};

pub(super) fn steps(phase: Phase, pair: Pair<'_>) -> Vec<Step> {
    let Pair { from, to } = pair;
    if from.key == to.key {
        return Vec::new();
    }
    let index = key_index(to);
    let is_cut = to.parts.is_some();
    let mut steps = Vec::new();
    if !is_cut && !from.indexes.contains(&index) {
        steps.push(indexes::build(phase, to, &index));
    }
    let (own, constraint) = (name(&to.name), name(&table::key_name(to)));
    let mut step = Step::atomic(phase, format!("key_of_{}", to.name));
    step.statements.push(IMPATIENT.to_owned());
    let is_recorded = from.journal.is_some() && to.journal.is_some();
    if is_recorded {
        step.statements.extend(journal::drop_triggers(to));
    }
    step.statements.push(format!("alter table {own} drop constraint {constraint}"));
    let source =
        if is_cut { format!("({})", names(&to.key_with_part())) } else { format!("using index {}", name(&index.name)) };
    step.statements.push(format!("alter table {own} add constraint {constraint} primary key {source}"));
    if is_recorded {
        step.statements.extend(journal::triggers(to));
        step.statements.extend(journal::reindex(to));
    }
    let locks = if is_recorded { "the table, and its journal for as long as sorting it takes" } else { BRIEF };
    step.add(format!("make ({}) the primary key", names(&to.key)), "stops: it upserts by the old key", locks);
    steps.push(step);
    steps
}
