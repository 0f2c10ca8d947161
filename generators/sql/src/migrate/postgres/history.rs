//! What journals recorded of things that are gone: it stays, and gives its name free for when they come again.

use apigen_model::sql;

use super::super::between::is_data;
use super::super::compare::Pair;
use super::super::{Phase, Step};
use super::{BRIEF, IMPATIENT};
use crate::postgres::{in_journal, journal, parts, queue};
use crate::schema::{Journal, Table};
use crate::text::{dollars, name, text};

/// The step for a table that has no journal any more, or not all of its columns.
pub(super) fn of_changed(phase: Phase, pair: Pair<'_>, first: u32) -> Option<Step> {
    let journal = pair.from.journal.as_ref()?;
    let mut step = Step::atomic(phase, format!("keep_history_of_{}", pair.to.name));
    step.statements.push(IMPATIENT.to_owned());
    if pair.to.journal.is_none() {
        keep(&mut step, pair.from, journal, first);
    } else {
        columns(&mut step, pair, first);
    }
    step.listed().pop()
}

/// Gives the journal of a table another name, unless events of it wait: nobody would find their rows.
pub(super) fn keep(step: &mut Step, table: &Table, journal: &Journal, first: u32) {
    for it in &journal.queues {
        step.statements.push(guard(table, &queue::name_of(it), &it.stream));
    }
    let kept = sql::until(&[&table.name], first);
    step.statements.push(parts::rename(table, &kept));
    step.statements.extend(journal::rename(table, &kept));
    let unless = if journal.queues.is_empty() { "" } else { ", unless events of it wait to be published" };
    let what = format!("keep what was recorded of `{}`, as `journal.{kept}`{unless}", table.name);
    step.add(what, "stops where it reads the history", BRIEF);
}

fn guard(table: &Table, queue: &str, stream: &str) -> String {
    let message = format!("events of {} wait to be published to {stream}", table.name);
    let body = format!(
        "begin
    if exists (select from {queue} where journal_table = {}) then
        raise exception using message = {}, hint = 'Publish them, or delete them from the queue, and run this again.';
    end if;
end",
        text(&table.name),
        text(&message)
    );
    format!("do {}", dollars("guard", &body))
}

fn columns(step: &mut Step, pair: Pair<'_>, first: u32) {
    let own = in_journal(&pair.to.name);
    for column in pair.lost_columns().filter(|it| is_data(it)) {
        let kept = sql::until(&[&column.name], first);
        step.statements.push(format!("alter table {own} rename column {} to {}", name(&column.name), name(&kept)));
        let what = format!("keep what was recorded of column `{}`, as `{kept}` of the journal", column.name);
        step.add(what, "stops where it reads the history", BRIEF);
    }
}
