//! What waits for a decision: events that a consumer could not handle, and changes that a producer could not publish.

mod changes;
mod events;

use apigen_store::{Database, Engine, StoreError};

pub use changes::{FailedChange, FailedChanges};
pub use events::{ParkedEvent, ParkedEvents};

/// Whether a table is there, by its name as SQL has it.
async fn is_there(database: &Database, table: &str) -> Result<bool, StoreError> {
    let (sql, name) = match database.engine() {
        Engine::Postgres => ("select 1 from pg_class where oid = to_regclass($1)", table),
        Engine::Sqlite => ("select 1 from sqlite_schema where name = $1", table.trim_matches('"')),
    };
    Ok(!database.query(sql, &[name.into()]).await?.is_empty())
}
