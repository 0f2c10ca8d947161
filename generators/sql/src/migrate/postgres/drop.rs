//! What goes for good.

use super::super::compare::{self, Pair};
use super::super::{Operation, Phase, Step};
use super::{BRIEF, IMPATIENT, history};
use crate::postgres::{journal, queue};
use crate::schema::Table;
use crate::text::{dollars, name, text};

pub(super) fn columns(phase: Phase, pair: Pair<'_>) -> Vec<Step> {
    let own = name(&pair.to.name);
    let mut step = Step::atomic(phase, format!("drop_columns_of_{}", pair.to.name));
    step.statements.push(IMPATIENT.to_owned());
    for column in pair.lost_columns() {
        step.statements.push(format!("alter table {own} drop column {}", name(&column.name)));
        let what = format!("drop column `{}`", column.name);
        step.add(what, "stops: it uses the column", BRIEF);
    }
    step.listed()
}

pub(super) fn table(phase: Phase, gone: &Table, first: u32) -> Step {
    let own = name(&gone.name);
    let mut step = Step::atomic(phase, format!("drop_{}", gone.name));
    step.statements.extend([IMPATIENT.to_owned(), format!("drop table {own}")]);
    if let Some(journal) = &gone.journal {
        step.statements.push(format!("drop function {}()", journal::function_name(gone)));
        history::keep(&mut step, gone, journal, first);
    }
    if gone.parts.is_some() {
        step.statements.push(format!("delete from journal.partitioned where parent = {}", text(&own)));
    }
    step.operations.insert(0, Operation::new(format!("drop table `{}`", gone.name), "stops: it uses the table", BRIEF));
    step
}

pub(super) fn queues(phase: Phase, pair: Pair<'_>) -> Vec<Step> {
    let drop = |it| {
        let (own, failed) = (queue::name_of(it), queue::failed_name(it));
        let mut step = Step::atomic(phase, format!("drop_queue_{}", it.stream));
        let message = format!("events wait to be published to {}", it.stream);
        step.statements.push(IMPATIENT.to_owned());
        let guard = format!(
            "begin
    if exists (select from {own}) then
        raise exception using message = {}, hint = 'Publish them, or delete them from the queue, and run this again.';
    end if;
end",
            text(&message)
        );
        step.statements.push(format!("do {}", dollars("guard", &guard)));
        step.statements.extend([format!("drop table {own}"), format!("drop table {failed}")]);
        let what = format!("drop the queue of stream `{}`, unless events wait in it", it.stream);
        step.add(what, "stops publishing to it", BRIEF);
        step
    };
    compare::lost_queues(pair).map(drop).collect()
}
