//! What journals recorded of things that are gone: it stays, and gives its name free for when they come again.

use apigen_model::sql;

use super::super::between::is_data;
use super::super::compare::Pair;
use super::super::{Operation, Step};
use super::BRIEF;
use crate::schema::{Journal, Table};
use crate::sqlite::{journal, queue};
use crate::text::{name, text};

/// Gives the journal of a table another name, unless events of it wait: nobody would find their rows.
pub(super) fn keep(step: &mut Step, table: &Table, journal: &Journal, first: u32) {
    for it in &journal.queues {
        let own = queue::name_of(it);
        step.statements.push(format!(
            "insert into {own} (journal_id, journal_timestamp, journal_table)\n\
             select 'events wait to be published', '', '' where exists (select 1 from {own} where journal_table = {})",
            text(&table.name)
        ));
    }
    let kept = sql::until(&[sql::JOURNAL, &table.name], first);
    step.statements.extend(journal::rename(table, &kept));
    let unless = if journal.queues.is_empty() { "" } else { ", unless events of it wait to be published" };
    let what = format!("keep what was recorded of `{}`, as `{kept}`{unless}", table.name);
    step.operations.push(Operation::new(what, "stops where it reads the history", BRIEF));
}

/// Gives the columns of a journal that the table lost another name.
pub(super) fn columns(step: &mut Step, pair: Pair<'_>, first: u32) {
    let own = journal::name_of(pair.to);
    for column in pair.lost_columns().filter(|it| is_data(it)) {
        let kept = sql::until(&[&column.name], first);
        step.statements.push(format!("alter table {own} rename column {} to {}", name(&column.name), name(&kept)));
        let what = format!("keep what was recorded of column `{}`, as `{kept}` of the journal", column.name);
        step.operations.push(Operation::new(what, "stops where it reads the history", BRIEF));
    }
}
