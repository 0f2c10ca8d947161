//! What there is to know about a table at run time, stated once by generated code.

mod hash;

use crate::{Engine, Kind, Value};

/// A table, as generated code describes it.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns of the model's fields, in their order.
    pub columns: &'static [Column],
    /// The positions of the columns that identify a row.
    pub key: &'static [usize],
    /// The position of the column that counts the changes of a row, if there is one.
    pub version: Option<usize>,
    /// Whether rows carry a hash of their content, so that a write that changes nothing does nothing.
    pub has_hash_code: bool,
    /// The journal that records every change, if there is one.
    pub journal: Option<Journal>,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its name: that of the field.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether a row may lack a value.
    pub is_optional: bool,
    /// Whether it is part of what a row says; when a row was written, and how often, is not.
    pub is_content: bool,
}

/// The name of a table's journal on each engine.
#[derive(Debug, Clone, Copy)]
pub struct Journal {
    /// The table in the schema `journal`.
    pub postgres: &'static str,
    /// The table.
    pub sqlite: &'static str,
}

/// The column of the hash.
pub(crate) const HASH_CODE: &str = "hash_code";

impl Column {
    /// A column with a value in every row, which is part of what the row says.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, is_optional: false, is_content: true }
    }

    /// The same, but rows may lack a value.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// The same, but it is not part of what a row says, such as the time of the last change.
    #[must_use]
    pub const fn technical(mut self) -> Self {
        self.is_content = false;
        self
    }
}

impl Table {
    pub(crate) fn key_columns(&self) -> impl Iterator<Item = &'static Column> {
        self.key.iter().map(|at| &self.columns[*at])
    }

    pub(crate) fn is_key(&self, position: usize) -> bool {
        self.key.contains(&position)
    }

    /// The key of a row.
    pub(crate) fn key_of<'v>(&self, row: &'v [Value]) -> impl Iterator<Item = &'v Value> {
        self.key.iter().map(|at| &row[*at])
    }

    /// The hash of a row as its column holds it: half of SHA-256, which no two contents share by accident.
    pub(crate) fn hash_code(&self, row: &[Value]) -> Value {
        Value::Bytes(hash::of(self, row)[..16].to_vec())
    }

    /// The schema and name of the journal.
    pub(crate) fn journal_name(&self, engine: Engine) -> Option<(Option<&'static str>, &'static str)> {
        let journal = self.journal?;
        Some(match engine {
            Engine::Postgres => (Some("journal"), journal.postgres),
            Engine::Sqlite => (None, journal.sqlite),
        })
    }
}
