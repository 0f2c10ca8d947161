//! Steps of SQLite: one file a table, since a transaction holds the only writer anyway.
//!
//! What `alter table` cannot do is done by a copy: a new table takes the rows and then the name. Files run with foreign
//! keys off, and are checked before the commit.

use apigen_model::sql;

mod history;

use super::compare::{self, Pair};
use super::{Destruction, Operation, Phase, Step};
use crate::schema::{Column, ColumnType, Schema, Table};
use crate::sqlite::{journal, queue, table};
use crate::text::{name, names};

const BRIEF: &str = "the only writer, for moments";
const COPY: &str = "the only writer, for as long as copying the table takes; readers go on";

pub(super) fn steps(phase: Phase, from: &Schema, to: &Schema, destruction: Destruction, first: u32) -> Vec<Step> {
    let mut steps: Vec<Step> = compare::added(from, to).map(|it| added(phase, it)).collect();
    steps.extend(compare::pairs(from, to).filter_map(|it| changed(phase, it, destruction, first)));
    steps.extend(compare::added(to, from).map(|it| dropped(phase, it, first)));
    steps
}

fn step(phase: Phase, table: &Table, verb: &str) -> Step {
    let subject = format!("{verb}_{}", table.name);
    Step { phase, subject, operations: Vec::new(), is_atomic: true, statements: Vec::new() }
}

fn added(phase: Phase, table: &Table) -> Step {
    let mut step = step(phase, table, "create");
    if table.journal.is_some() {
        step.statements.extend(journal::support());
    }
    step.statements.push(self::table::create(table, &table.name));
    step.statements.extend(table.indexes.iter().map(|it| self::table::index(table, it)));
    step.statements.extend(crate::sqlite::journaled(table));
    let previous = "keeps working: it does not know the table";
    step.operations.push(Operation::new(format!("create table `{}`", table.name), previous, BRIEF));
    step
}

fn dropped(phase: Phase, table: &Table, first: u32) -> Step {
    let mut step = step(phase, table, "drop");
    step.statements.push(format!("drop table {}", name(&table.name)));
    let what = format!("drop table `{}`", table.name);
    step.operations.push(Operation::new(what, "stops: it uses the table", BRIEF));
    if let Some(journal) = &table.journal {
        history::keep(&mut step, table, journal, first);
    }
    step
}

fn changed(phase: Phase, pair: Pair<'_>, destruction: Destruction, first: u32) -> Option<Step> {
    let mut work = Work { pair, step: step(phase, pair.to, "alter") };
    let is_rebuilt = work.must_rebuild();
    let records = pair.records_differently() || is_rebuilt;
    if records && pair.from.journal.is_some() {
        let names = journal::trigger_names(pair.from).into_iter();
        work.step.statements.extend(names.map(|it| format!("drop trigger {it}")));
    }
    if is_rebuilt {
        work.rebuild();
    } else {
        work.alter();
    }
    work.indexes(is_rebuilt);
    work.journal(records, first);
    if destruction == Destruction::Allowed {
        work.lost_queues();
    }
    (!work.step.operations.is_empty()).then_some(work.step)
}

struct Work<'a> {
    pair: Pair<'a>,
    step: Step,
}

impl Work<'_> {
    /// Whether something differs that `alter table` cannot change.
    fn must_rebuild(&self) -> bool {
        let Pair { from, to } = self.pair;
        let shape = |it: &Column| (table::type_name(it.ty), is_checked(it), it.nullable, it.default.clone());
        let checks = |it: &Table| table::checks(it).cloned().collect::<Vec<_>>();
        let needs_value = |it: &Column| !it.nullable && it.default.is_none();
        from.key != to.key
            || from.foreign_keys != to.foreign_keys
            || checks(from) != checks(to)
            || self.pair.changed_columns().any(|(before, after)| shape(before) != shape(after))
            || self.pair.new_columns().any(needs_value)
            || self.pair.lost_columns().next().is_some()
    }

    fn alter(&mut self) {
        let own = name(&self.pair.to.name);
        for column in self.pair.new_columns() {
            self.step.statements.push(format!("alter table {own} add column {}", table::column(column)));
            let why = "keeps working: it does not know the column, and need not fill it";
            self.step.operations.push(Operation::new(format!("add column `{}`", column.name), why, BRIEF));
        }
    }

    fn rebuild(&mut self) {
        let Pair { from, to } = self.pair;
        let next = sql::derived(&[&to.name, "next"]);
        let (own, copy) = (name(&to.name), name(&next));
        let kept: Vec<&Column> = to.columns.iter().filter(|it| from.column(&it.name).is_some()).collect();
        let values: Vec<_> = kept.iter().map(|it| value(from, it)).collect();
        self.step.statements.extend([
            table::create(to, &next),
            format!(
                "insert into {copy} ({})\nselect {} from {own}",
                names(kept.iter().map(|it| &it.name)),
                values.join(", ")
            ),
            format!("drop table {own}"),
            format!("alter table {copy} rename to {own}"),
        ]);
        let previous = match self.step.phase {
            Phase::Expand => "keeps working: everything that it writes fits, and everything that it reads is there",
            Phase::Contract => "stops where it relies on what goes or writes what is refused now",
        };
        for what in self.differences() {
            self.step.operations.push(Operation::new(what, previous, COPY));
        }
    }

    /// What a copy changes, in words.
    fn differences(&self) -> Vec<String> {
        let Pair { from, to } = self.pair;
        let mut all: Vec<String> = self.pair.new_columns().map(|it| format!("add column `{}`", it.name)).collect();
        all.extend(self.pair.lost_columns().map(|it| format!("drop column `{}`", it.name)));
        all.extend(
            self.pair
                .changed_columns()
                .map(|(_, it)| format!("change type, presence or default of column `{}`", it.name)),
        );
        let gone =
            table::checks(from).filter(|it| !to.checks.contains(it)).map(|it| format!("drop check `{}`", it.name));
        all.extend(gone);
        let come =
            table::checks(to).filter(|it| !from.checks.contains(it)).map(|it| format!("add check `{}`", it.name));
        all.extend(come);
        if from.key != to.key {
            all.push("change the primary key".to_owned());
        }
        if from.foreign_keys != to.foreign_keys {
            all.push("change foreign keys".to_owned());
        }
        all
    }

    /// A copy has no indexes, so it gets all of them; otherwise those that differ go and come.
    fn indexes(&mut self, is_rebuilt: bool) {
        let Pair { from, to } = self.pair;
        for index in from.indexes.iter().filter(|it| !to.indexes.contains(it)) {
            if !is_rebuilt {
                self.step.statements.push(format!("drop index {}", name(&index.name)));
            }
            let why = if index.unique {
                "keeps working: what is refused becomes less"
            } else {
                "keeps working, more slowly where it searches by it"
            };
            self.step.operations.push(Operation::new(format!("drop index `{}`", index.name), why, BRIEF));
        }
        for index in &to.indexes {
            let is_new = !from.indexes.contains(index);
            if is_new || is_rebuilt {
                self.step.statements.push(table::index(to, index));
            }
            if is_new {
                let why = if index.unique { "may be refused where it writes the same twice" } else { "keeps working" };
                let locks = "the only writer, for as long as sorting the rows takes";
                self.step.operations.push(Operation::new(format!("create index `{}`", index.name), why, locks));
            }
        }
    }

    /// A queue goes when it is empty; a strict column refuses the text that stands for events that wait.
    fn lost_queues(&mut self) {
        for it in compare::lost_queues(self.pair) {
            let (own, failed) = (queue::name_of(it), queue::failed_name(it));
            let guard = format!(
                "insert into {own} (journal_id, journal_timestamp, journal_table)\n\
                 select 'events wait to be published', '', '' where exists (select 1 from {own})"
            );
            self.step.statements.extend([guard, format!("drop table {own}"), format!("drop table {failed}")]);
            let what = format!("drop the queue of stream `{}`, unless events wait in it", it.stream);
            self.step.operations.push(Operation::new(what, "stops publishing to it", BRIEF));
        }
    }

    fn journal(&mut self, records: bool, first: u32) {
        let Pair { from, to } = self.pair;
        let Some(after) = &to.journal else {
            if let Some(before) = &from.journal {
                let why = "stops recording changes, which it expects to be recorded";
                self.step.operations.push(Operation::new("drop the triggers of the journal", why, BRIEF));
                history::keep(&mut self.step, from, before, first);
            }
            return;
        };
        if from.journal.is_none() {
            self.step.statements.extend(journal::support());
            self.step.statements.extend(crate::sqlite::journaled(to));
            let what = "record every insert, update and delete from now on";
            self.step.operations.push(Operation::new(what, "keeps working: its writes are recorded too", BRIEF));
            return;
        }
        history::columns(&mut self.step, self.pair, first);
        let own = journal::name_of(to);
        for column in self.pair.new_columns().filter(|it| super::between::is_data(it)) {
            self.step.statements.push(format!("alter table {own} add column {}", journal::column(&column.name)));
        }
        for it in compare::new_queues(self.pair) {
            self.step.statements.extend(queue::create(it));
            let why = "keeps working: its changes are published too";
            self.step.operations.push(Operation::new(format!("queue changes for stream `{}`", it.stream), why, BRIEF));
        }
        if from.key != to.key {
            self.step.statements.extend(journal::reindex(to));
        }
        if records {
            self.step.statements.extend(journal::triggers(to, after));
            if self.step.operations.is_empty() {
                let why = "keeps working: triggers are not its business";
                self.step.operations.push(Operation::new("refresh the triggers of the journal", why, BRIEF));
            }
        }
    }
}

fn is_checked(column: &Column) -> Option<ColumnType> {
    Some(column.ty).filter(|it| matches!(it, ColumnType::Boolean | ColumnType::Json))
}

/// The value of a column in a copy: what is absent and must not be gets the default.
fn value(from: &Table, column: &Column) -> String {
    let own = name(&column.name);
    let was_nullable = from.column(&column.name).is_some_and(|it| it.nullable);
    match &column.default {
        Some(default) if was_nullable && !column.nullable => format!("coalesce({own}, {})", table::default(default)),
        _ => own,
    }
}
