//! What differs between two versions of a table, as dialects ask for it.

use super::between::is_data;
use crate::schema::{Column, Queue, Schema, Table};

/// The two versions of a table, both of which are there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) from: &'a Table,
    pub(super) to: &'a Table,
}

/// The tables that both schemas have.
pub(super) fn pairs<'a>(from: &'a Schema, to: &'a Schema) -> impl Iterator<Item = Pair<'a>> {
    to.tables.iter().filter_map(|to| Some(Pair { from: from.table(&to.name)?, to }))
}

/// The tables that only the second schema has.
pub(super) fn added<'a>(from: &'a Schema, to: &'a Schema) -> impl Iterator<Item = &'a Table> {
    to.tables.iter().filter(|it| from.table(&it.name).is_none())
}

impl<'a> Pair<'a> {
    /// Columns that only the second version has.
    pub(super) fn new_columns(self) -> impl Iterator<Item = &'a Column> {
        self.to.columns.iter().filter(move |it| self.from.column(&it.name).is_none())
    }

    /// Columns that only the first version has.
    pub(super) fn lost_columns(self) -> impl Iterator<Item = &'a Column> {
        self.from.columns.iter().filter(move |it| self.to.column(&it.name).is_none())
    }

    /// Columns that differ, in both versions.
    pub(super) fn changed_columns(self) -> impl Iterator<Item = (&'a Column, &'a Column)> {
        let both = self.to.columns.iter().filter_map(move |after| Some((self.from.column(&after.name)?, after)));
        both.filter(|(before, after)| {
            before.ty != after.ty || before.nullable != after.nullable || before.default != after.default
        })
    }

    /// Whether what is recorded about the table differs: its columns, its key, its queues.
    pub(super) fn records_differently(self) -> bool {
        let queues = |table: &Table| table.journal.as_ref().map(|it| (it.schema_version, it.queues.clone()));
        queues(self.from) != queues(self.to) || self.from.key != self.to.key
    }
}

/// What would be lost on the way, a sentence each.
pub(super) fn losses(old: &Schema, new: &Schema) -> Vec<String> {
    let mut losses: Vec<String> = Vec::new();
    for table in added(new, old) {
        losses.push(format!("table `{}` stays: dropping it loses its rows", table.name));
    }
    for pair in pairs(old, new) {
        let name = &pair.to.name;
        for column in pair.lost_columns().filter(|it| is_data(it)) {
            losses.push(format!("column `{}` of `{name}` stays: dropping it loses its values", column.name));
        }
        for (before, after) in pair.changed_columns().filter(|(before, after)| !before.ty.loses_nothing_to(after.ty)) {
            losses.push(format!(
                "column `{}` of `{name}` keeps its type ({:?}): not every value of it is one of the new type ({:?})",
                before.name, before.ty, after.ty
            ));
        }
        losses.extend(
            lost_queues(pair).map(|it| format!("the queue of stream `{}` stays: it may hold events", it.stream)),
        );
    }
    losses
}

/// The queues that the second version of a table fills no more.
pub(super) fn lost_queues(pair: Pair<'_>) -> impl Iterator<Item = &Queue> {
    let is_fed = move |it: &&Queue| {
        let mut after = pair.to.journal.iter().flat_map(|it| &it.queues);
        after.any(|new| new.stream == it.stream)
    };
    pair.from.journal.iter().flat_map(|it| &it.queues).filter(move |it| !is_fed(it))
}

/// The queues that only the second version of a table fills.
pub(super) fn new_queues(pair: Pair<'_>) -> impl Iterator<Item = &Queue> {
    lost_queues(Pair { from: pair.to, to: pair.from })
}

/// What no statement can do while others use the table, a sentence each.
pub(super) fn impossible(old: &Schema, new: &Schema) -> Vec<String> {
    let mut impossible = Vec::new();
    for pair in pairs(old, new) {
        let name = &pair.to.name;
        if pair.from.parts != pair.to.parts {
            impossible.push(format!(
                "`{name}` is cut into parts differently, on PostgreSQL: make a new table, copy its rows, and swap the names while nobody writes"
            ));
        }
        let step = |table: &Table| table.journal.as_ref().map(|it| it.step);
        if step(pair.from).zip(step(pair.to)).is_some_and(|(before, after)| before != after) {
            impossible.push(format!(
                "the journal of `{name}` keeps the length of its parts: those that are there would overlap new ones"
            ));
        }
    }
    impossible
}
