//! Schemas as statements of SQLite, version 3.38 and later.
//!
//! There are no schemas, so journals and queues have a prefix; there is one writer, so one reader per stream is enough
//! and nothing is cut into parts.

pub(crate) mod journal;
pub(crate) mod queue;
pub(crate) mod table;

use crate::schema::{Schema, Table};

/// Every statement that makes an empty database hold a schema, in order.
pub(crate) fn statements(schema: &Schema) -> Vec<String> {
    let mut all = Vec::new();
    if schema.tables.iter().any(|it| it.journal.is_some()) {
        all.extend(journal::support());
    }
    for table in &schema.tables {
        all.push(table::create(table, &table.name));
        all.extend(table.indexes.iter().map(|it| table::index(table, it)));
    }
    for table in schema.tables.iter().filter(|it| it.journal.is_some()) {
        all.extend(journaled(table));
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
    all.extend(journal::triggers(table, journal));
    all
}
