//! Schemas as statements of PostgreSQL, version 15 and later.

pub(crate) mod journal;
pub(crate) mod parts;
pub(crate) mod queue;
mod record;
pub(crate) mod table;

use crate::schema::{Schema, Table};
use crate::text;

/// Every statement that makes an empty database hold a schema, in order.
pub(crate) fn statements(schema: &Schema) -> Vec<String> {
    let mut all = Vec::new();
    if has_parts(schema) {
        all.extend(support());
    }
    for table in &schema.tables {
        all.push(table::create(table));
        all.extend(table.indexes.iter().map(|it| table::index(table, it)));
        all.extend(table.parts.as_ref().map(|it| parts::register_table(table, it)));
    }
    for table in &schema.tables {
        all.extend(table.foreign_keys.iter().map(|it| table::add_foreign_key(table, it)));
    }
    for table in schema.tables.iter().filter(|it| it.journal.is_some()) {
        all.extend(journaled(table));
    }
    if has_parts(schema) {
        all.push(parts::CREATE_NOW.to_owned());
    }
    all
}

/// Everything that records the changes of a table.
pub(crate) fn journaled(table: &Table) -> Vec<String> {
    let Some(journal) = &table.journal else { return Vec::new() };
    let mut all = journal::create(table, journal);
    for queue in &journal.queues {
        all.extend(queue::create(queue));
    }
    all.push(journal::function(table, journal));
    all.extend(journal::triggers(table));
    all
}

/// What journals and parts have in common.
pub(crate) fn support() -> Vec<String> {
    let mut all = vec![format!("create schema if not exists {}", journal::SCHEMA)];
    all.extend(parts::support());
    all.extend(journal::support());
    all
}

/// Whether any table is cut into parts, as journals always are.
pub(crate) fn has_parts(schema: &Schema) -> bool {
    schema.tables.iter().any(|it| it.journal.is_some() || it.parts.is_some())
}

/// A table or index of the schema for journals.
pub(crate) fn in_journal(name: &str) -> String {
    format!("{}.{}", journal::SCHEMA, text::name(name))
}
