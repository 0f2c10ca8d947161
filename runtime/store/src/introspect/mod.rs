//! What a live database holds, as plain facts that can be compared: columns, constraints, indexes, triggers, functions.
//!
//! The facts that a script *should* lead to are read off a scratch copy which the same engine makes of it, so that no
//! text has to be guessed the way the engine would write it.

mod postgres;
mod sqlite;

use crate::{Database, Engine, StoreError};

/// One property of one thing in a database.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The thing: `column users.handle`, `index users_handle_key`, `trigger users.journal_insert`.
    pub object: String,
    /// The property: `type`, `definition`, `enabled`.
    pub property: String,
    /// Its value, as the engine writes it.
    pub value: String,
}

impl Fact {
    fn new(object: impl Into<String>, property: &str, value: impl Into<String>) -> Self {
        Self { object: object.into(), property: property.to_owned(), value: value.into() }
    }
}

/// What a database holds, in order. On PostgreSQL that is the current schema and the one of journals.
///
/// # Errors
/// What the database says.
pub async fn introspect(database: &Database) -> Result<Vec<Fact>, StoreError> {
    let mut transaction = database.begin().await?;
    let mut facts = match database.engine() {
        Engine::Postgres => postgres::live(&mut transaction).await?,
        Engine::Sqlite => sqlite::facts(&mut transaction).await?,
    };
    transaction.rollback().await?;
    facts.sort();
    Ok(facts)
}

/// What a database would hold after a script, had it been empty before; nothing is left of the attempt.
///
/// On PostgreSQL it takes the right to create schemas in the database.
///
/// # Errors
/// What the database says of the script, or that it has no right to try it.
pub async fn introspect_script(database: &Database, script: &str) -> Result<Vec<Fact>, StoreError> {
    let mut facts = match database.engine() {
        Engine::Postgres => {
            let mut transaction = database.begin().await?;
            let facts = postgres::scratch(&mut transaction, script).await?;
            transaction.rollback().await?;
            facts
        }
        Engine::Sqlite => {
            let scratch = Database::connect("sqlite::memory:").await?;
            let mut transaction = scratch.begin().await?;
            transaction.script(script).await?;
            sqlite::facts(&mut transaction).await?
        }
    };
    facts.sort();
    Ok(facts)
}
