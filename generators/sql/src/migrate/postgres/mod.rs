//! Steps of PostgreSQL, each in the form that stops nobody: constraints that count at first for new rows only, indexes
//! built on the side, rows filled in batches.

mod alter;
mod drop;
mod fill;
mod history;
mod indexes;
mod journal;
mod key;

use super::compare::{self, Pair};
use super::{Destruction, Operation, Phase, Step};
use crate::postgres::{has_parts, journaled, parts, support, table};
use crate::schema::{Schema, Table};

const BRIEF: &str = "the table, for moments; gives up after 5 seconds, and may be run again";
const NONE: &str = "none that anybody notices";

/// Gives up instead of waiting behind a long transaction, where everybody else would wait behind it.
const IMPATIENT: &str = "set local lock_timeout = '5s'";

pub(super) fn steps(phase: Phase, from: &Schema, to: &Schema, destruction: Destruction, first: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    let pairs: Vec<Pair<'_>> = compare::pairs(from, to).collect();
    let needs_support = has_parts(to) && !has_parts(from);
    steps.extend(needs_support.then(|| install(phase)));
    steps.extend(compare::added(from, to).map(|it| added(phase, it)));
    let each: [fn(Phase, Pair<'_>) -> Vec<Step>; 6] =
        [alter::steps, indexes::builds, fill::steps, key::steps, indexes::drops, drop::columns];
    for part in each {
        steps.extend(pairs.iter().flat_map(|it| part(phase, *it)));
    }
    steps.extend(pairs.iter().filter_map(|it| history::of_changed(phase, *it, first)));
    steps.extend(compare::added(to, from).map(|it| drop::table(phase, it, first)));
    if destruction == Destruction::Allowed {
        steps.extend(pairs.iter().flat_map(|it| drop::queues(phase, *it)));
    }
    steps
}

fn install(phase: Phase) -> Step {
    let mut step = Step::atomic(phase, "journal");
    step.statements = support();
    step.add("create the schema for journals", "keeps working: it does not know the schema", NONE);
    step
}

fn added(phase: Phase, new: &Table) -> Step {
    let mut step = Step::atomic(phase, format!("create_{}", new.name));
    step.statements.push(table::create(new));
    step.statements.extend(new.indexes.iter().map(|it| table::index(new, it)));
    step.statements.extend(new.parts.as_ref().map(|it| parts::register_table(new, it)));
    step.statements.extend(new.foreign_keys.iter().map(|it| table::add_foreign_key(new, it)));
    step.statements.extend(journaled(new));
    if new.parts.is_some() || new.journal.is_some() {
        step.statements.push(parts::CREATE_NOW.to_owned());
    }
    let locks = if new.foreign_keys.is_empty() { NONE } else { "the tables that it refers to, for moments" };
    step.add(format!("create table `{}`", new.name), "keeps working: it does not know the table", locks);
    step
}

impl Step {
    /// A step that is one transaction.
    fn atomic(phase: Phase, subject: impl Into<String>) -> Self {
        let subject = subject.into();
        Self { phase, subject, operations: Vec::new(), is_atomic: true, statements: Vec::new() }
    }

    /// A step that is one statement outside any transaction.
    fn alone(phase: Phase, subject: impl Into<String>, statement: String) -> Self {
        let statements = vec![statement];
        Self { phase, subject: subject.into(), operations: Vec::new(), is_atomic: false, statements }
    }

    fn add(&mut self, what: impl Into<String>, previous: impl Into<String>, locks: &'static str) {
        self.operations.push(Operation::new(what, previous, locks));
    }

    /// The step in a list, unless it does nothing.
    fn listed(self) -> Vec<Self> {
        if self.operations.is_empty() { Vec::new() } else { vec![self] }
    }
}
