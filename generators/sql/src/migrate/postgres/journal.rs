//! What records changes: journals, queues, and the triggers, which are refreshed with every column.

use super::super::Step;
use super::super::compare::{self, Pair};
use super::{BRIEF, NONE};
use crate::postgres::{journal, journaled, parts, queue};

/// Adds what the second version of a table records differently.
pub(super) fn record(step: &mut Step, pair: Pair<'_>) {
    let Pair { from, to } = pair;
    let (before, after) = match (&from.journal, &to.journal) {
        (None, None) => return,
        (None, Some(_)) => return begin(step, pair),
        (Some(_), None) => return end(step, pair),
        (Some(before), Some(after)) => (before, after),
    };
    if before.keep != after.keep {
        step.statements.push(parts::register_journal(to, after));
        step.add("keep the journal for another time", "keeps working: old parts are not its business", NONE);
    }
    for it in compare::new_queues(pair) {
        step.statements.extend(queue::create(it));
        let why = "keeps working: its changes are published too";
        step.add(format!("queue changes for stream `{}`", it.stream), why, NONE);
    }
    if pair.records_differently() {
        step.statements.push(journal::function(to, after));
        let why = "keeps working: triggers are not its business";
        step.add("refresh the triggers of the journal", why, NONE);
    }
}

fn begin(step: &mut Step, pair: Pair<'_>) {
    step.statements.extend(journaled(pair.to));
    step.statements.push(parts::CREATE_NOW.to_owned());
    let why = "keeps working: its writes are recorded too, and a changed key or a truncation is refused from now on";
    step.add("record every insert, update and delete from now on", why, BRIEF);
}

fn end(step: &mut Step, pair: Pair<'_>) {
    step.statements.extend(journal::drop_triggers(pair.from));
    step.statements.push(format!("drop function {}()", journal::function_name(pair.from)));
    let why = "stops recording changes, which it expects to be recorded";
    step.add("drop the triggers of the journal", why, BRIEF);
}
