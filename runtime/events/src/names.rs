//! What tables are called on either engine: PostgreSQL has schemas, SQLite has prefixes.

use apigen_store::{Engine, quoted};

/// Names the tables of one engine, quoted for its SQL.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names(pub(crate) Engine);

impl Names {
    /// A table of a consumer: of kind `queue`, `batch`, `failure`, `odd`, `replayed`, `seq`, or its events when the kind is empty.
    pub(crate) fn inbox(self, kind: &str, inbox: &str) -> String {
        let separator = if kind.is_empty() { "" } else { "_" };
        self.qualified("inbox", &format!("{kind}{separator}{inbox}"))
    }

    /// A table of journals, by the name that it has on the engine.
    pub(crate) fn journal(self, name: &str) -> String {
        match self.0 {
            Engine::Postgres => format!("journal.{}", quoted(name)),
            Engine::Sqlite => quoted(name),
        }
    }

    /// A name in a schema, or behind its prefix.
    pub(crate) fn qualified(self, schema: &str, name: &str) -> String {
        match self.0 {
            Engine::Postgres => format!("{}.{}", quoted(schema), quoted(name)),
            Engine::Sqlite => quoted(&format!("{schema}_{name}")),
        }
    }
}

/// A text as a literal of both engines.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
