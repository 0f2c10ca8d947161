//! The schema that two releases can live with at the same time.

use apigen_model::sql;
use smol_str::SmolStr;

use crate::schema::{Check, Column, Index, Journal, Schema, Table};

/// What the previous release expects and what the next one expects, where both can be had: everything that either
/// writes is accepted, and everything that either reads is there.
pub fn between(old: &Schema, new: &Schema) -> Schema {
    let mut tables: Vec<Table> = Vec::new();
    for table in &new.tables {
        tables.push(old.table(&table.name).map_or_else(|| table.clone(), |before| shared(before, table)));
    }
    let gone = old.tables.iter().filter(|it| new.table(&it.name).is_none());
    tables.extend(gone.cloned());
    Schema { namespace: new.namespace.clone(), tables }
}

/// The new schema with all that would be lost on the way to it.
pub(super) fn keeping(both: &Schema, new: &Schema) -> Schema {
    let mut tables: Vec<Table> = new.tables.clone();
    for table in &mut tables {
        let Some(before) = both.table(&table.name) else { continue };
        let narrowed = |it: &Column| before.column(&it.name).filter(|old| !old.ty.loses_nothing_to(it.ty)).cloned();
        let kept: Vec<Column> = table.columns.iter().filter_map(narrowed).collect();
        table.checks.retain(|check| kept.iter().all(|it| it.name != check.column));
        for column in &mut table.columns {
            column.clone_from(kept.iter().find(|it| it.name == column.name).unwrap_or(&column.clone()));
        }
        let is_lost = |it: &&Column| is_data(it) && table.columns.iter().all(|new| new.name != it.name);
        let lost: Vec<Column> = before.columns.iter().filter(is_lost).cloned().collect();
        table.columns.extend(lost);
        let shape = table.shape();
        if let Some(journal) = &mut table.journal {
            journal.schema_version = shape;
        }
    }
    tables.extend(both.tables.iter().filter(|it| new.table(&it.name).is_none()).cloned());
    Schema { namespace: new.namespace.clone(), tables }
}

/// Whether a column holds what cannot be had again.
pub(super) fn is_data(column: &Column) -> bool {
    column.content == crate::schema::Content::Field
}

fn shared(old: &Table, new: &Table) -> Table {
    let mut table = Table {
        name: new.name.clone(),
        description: new.description.clone(),
        columns: columns(old, new),
        key: old.key.clone(),
        foreign_keys: old.foreign_keys.iter().filter(|it| new.foreign_keys.contains(it)).cloned().collect(),
        checks: checks(old, new),
        indexes: indexes(old, new),
        journal: None,
        parts: old.parts.clone(),
    };
    table.journal = journal(old, new, table.shape());
    table
}

fn columns(old: &Table, new: &Table) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for before in &old.columns {
        columns.push(match new.column(&before.name) {
            Some(after) => Column {
                ty: if before.ty.widens_to(after.ty) { after.ty } else { before.ty },
                nullable: before.nullable || after.nullable,
                // A default of another type waits for the type.
                default: if before.ty.widens_to(after.ty) { &after.default } else { &before.default }.clone(),
                ..after.clone()
            },
            // The next release does not know it, so it writes nothing into it.
            None => Column { nullable: before.nullable || before.default.is_none(), ..before.clone() },
        });
    }
    for after in new.columns.iter().filter(|it| old.column(&it.name).is_none()) {
        // The previous release does not know it either.
        columns.push(Column { nullable: after.nullable || after.default.is_none(), ..after.clone() });
    }
    for column in columns.iter_mut().filter(|it| old.key.contains(&it.name)) {
        column.nullable = false;
    }
    columns
}

/// A check counts while both releases keep it: the wider of two, and none that only one of them knows.
fn checks(old: &Table, new: &Table) -> Vec<Check> {
    let fits = |check: &Check| {
        let types = (old.column(&check.column).map(|it| it.ty), new.column(&check.column).map(|it| it.ty));
        types.0.zip(types.1).is_none_or(|(before, after)| before == after)
    };
    let wider = |before: &Check| {
        let Some(after) = new.checks.iter().find(|it| it.name == before.name) else {
            // A column that is on its way out keeps its check: the next release writes nothing into it.
            return new.column(&before.column).is_none().then(|| before.clone());
        };
        if after.rule.is_at_least_as_wide_as(&before.rule) {
            Some(after.clone())
        } else {
            before.rule.is_at_least_as_wide_as(&after.rule).then(|| before.clone())
        }
    };
    let mut checks: Vec<Check> = old.checks.iter().filter(|it| fits(it)).filter_map(wider).collect();
    // The previous release never writes a column that it does not know.
    checks.extend(new.checks.iter().filter(|it| old.column(&it.column).is_none()).cloned());
    checks
}

/// Every index that either release searches by; what is unique has to be unique to both.
fn indexes(old: &Table, new: &Table) -> Vec<Index> {
    let in_old = |it: &Index| old.indexes.contains(it);
    let stays = |it: &&Index| !it.unique || new.indexes.contains(it);
    let mut indexes: Vec<Index> = old.indexes.iter().filter(stays).cloned().collect();
    let is_new = |it: &&Index| !in_old(it) && (!it.unique || is_implied(old, &it.columns));
    for index in new.indexes.iter().filter(is_new) {
        let is_taken = indexes.iter().any(|it| it.name == index.name);
        let name = if is_taken { next_name(&index.name) } else { index.name.clone() };
        indexes.push(Index { name, ..index.clone() });
    }
    let has_new_key = new.key != old.key && is_implied(old, &new.key);
    if has_new_key && new.key.iter().all(|it| old.column(it).is_some()) {
        indexes.push(key_index(new));
    }
    indexes
}

/// Whether rows that differ in the old key differ in these columns.
fn is_implied(old: &Table, columns: &[SmolStr]) -> bool {
    old.key.iter().all(|it| columns.contains(it))
}

/// The index that becomes the primary key.
pub(super) fn key_index(table: &Table) -> Index {
    let name = sql::derived(&[&table.name, "pkey", "next"]).into();
    Index { name, columns: table.key.clone(), unique: true, condition: None }
}

/// The name of an index until the one whose name it shall have is gone.
pub(super) fn next_name(name: &str) -> SmolStr {
    sql::derived(&[name, "next"]).into()
}

/// Changes are recorded and queued as long as either release counts on it.
fn journal(old: &Table, new: &Table, shape: u32) -> Option<Journal> {
    let Some(after) = &new.journal else {
        return old.journal.as_ref().map(|it| Journal { schema_version: shape, ..it.clone() });
    };
    let mut journal = Journal { schema_version: shape, ..after.clone() };
    if let Some(before) = &old.journal {
        journal.step = before.step;
        let gone = before.queues.iter().filter(|it| after.queues.iter().all(|new| new.stream != it.stream));
        journal.queues.extend(gone.cloned());
    }
    Some(journal)
}
