//! The databases that statements are written for.

use crate::schema::Schema;
use crate::{postgres, sqlite};

/// A database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// PostgreSQL, version 15 and later.
    Postgres,
    /// SQLite, version 3.38 and later.
    Sqlite,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Postgres, Self::Sqlite];

    /// The word for it in commands, files and configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Sqlite => "sqlite",
        }
    }

    /// The engine of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// The name for people, with the oldest version that will do.
    pub fn title(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL 15 and later",
            Self::Sqlite => "SQLite 3.38 and later",
        }
    }

    /// Every statement that makes an empty database hold a schema, in order.
    pub fn statements(self, schema: &Schema) -> Vec<String> {
        match self {
            Self::Postgres => postgres::statements(schema),
            Self::Sqlite => sqlite::statements(schema),
        }
    }

    /// The statements as one script.
    pub fn script(self, schema: &Schema) -> String {
        script(&self.statements(schema))
    }
}

/// Statements as one script.
pub(crate) fn script(statements: &[String]) -> String {
    let all: Vec<_> = statements.iter().map(|it| format!("{it};\n")).collect();
    all.join("\n")
}
