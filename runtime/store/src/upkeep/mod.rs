//! The upkeep of tables that grow with time: parts are made before they are needed, and go when they are old.

mod postgres;
mod sqlite;

use apigen_types::DateTime;

use crate::{Database, Engine, StoreError};

/// What one round of upkeep did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// How many parts were made.
    pub made: u64,
    /// The parts that were dropped; on SQLite, the journals that lost old rows.
    pub dropped: Vec<String>,
    /// The parts that are old and stay, each with the reason; the next round tries again.
    pub kept: Vec<(String, Reason)>,
}

/// Why an old part stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Changes in it were not published yet, or could not be, and wait for somebody's decision.
    Unpublished,
    /// Somebody reads it, and has for longer than upkeep waits.
    InUse,
}

impl Database {
    /// Makes the parts that tables need next, and drops journal parts that are older than the definition keeps them.
    ///
    /// It stops nobody who reads or writes: on PostgreSQL parts are detached concurrently, and one that is in use is
    /// left for the next round; on SQLite, which has no parts, old rows are deleted a portion at a time. Call it once
    /// an hour, with the moment that counts as now; any number of processes may call it at once.
    ///
    /// # Errors
    /// What the database says. What was done until then stays done.
    pub async fn upkeep(&self, now: DateTime) -> Result<Upkeep, StoreError> {
        match self.engine() {
            Engine::Postgres => postgres::round(self, now).await,
            Engine::Sqlite => sqlite::round(self, now).await,
        }
    }

    /// Drops parts of a table on PostgreSQL, in the same way; both are named as SQL names them. On SQLite there are none.
    ///
    /// # Errors
    /// What the database says. What was done until then stays done.
    pub async fn drop_parts(&self, parent: &str, parts: &[String]) -> Result<Upkeep, StoreError> {
        postgres::drop_parts(self, parent, parts).await
    }
}
