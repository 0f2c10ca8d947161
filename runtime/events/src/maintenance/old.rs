//! Rows that nobody needs any more after a time: what was kept aside, what somebody has decided, what replays have told.

use std::time::Duration;

use apigen_store::{Database, Engine, StoreError};
use apigen_types::DateTime;

use crate::inbox::Inbox;

/// As many rows as SQLite deletes at once: few enough that other writers hardly notice.
const PORTION: usize = 1000;

/// Rows of a table that are forgotten when they are old.
#[derive(Debug, Clone)]
pub(crate) struct Old {
    database: Database,
    table: String,
    /// Which rows are older than the moment `$1`.
    condition: String,
    kept: Duration,
}

impl Old {
    /// What an inbox keeps beside its events.
    pub(crate) fn of_inbox(database: &Database, inbox: &Inbox, kept: Duration) -> [Self; 3] {
        [
            Self::new(database, inbox.odd(), "received_at < $1", kept),
            Self::new(database, inbox.failure(), "resolved_at < $1", kept),
            // An event that is older than that is refused, whichever replay tells it.
            Self::new(database, inbox.replayed(), "event_time < $1", kept),
        ]
    }

    /// Decisions on changes that could not be published.
    pub(crate) fn of_changes(database: &Database, failed: String, kept: Duration) -> Self {
        Self::new(database, failed, "resolved_at < $1", kept)
    }

    pub(super) fn new(database: &Database, table: String, condition: impl Into<String>, kept: Duration) -> Self {
        Self { database: database.clone(), table, condition: condition.into(), kept }
    }

    /// Deletes what is old by now.
    pub(super) async fn forget(&self, now: DateTime) -> Result<(), StoreError> {
        let kept = i64::try_from(self.kept.as_millis()).unwrap_or(i64::MAX);
        match DateTime::from_unix_millis(now.as_unix_millis().saturating_sub(kept)) {
            Some(oldest) => self.delete(oldest).await,
            None => Ok(()),
        }
    }

    /// Deletes what is older than a moment. On PostgreSQL nobody waits for that; on SQLite, where one writes at a time,
    /// it happens in small steps.
    pub(super) async fn delete(&self, oldest: DateTime) -> Result<(), StoreError> {
        let Self { table, condition, .. } = self;
        let sql = match self.database.engine() {
            Engine::Postgres => format!("delete from {table} where {condition}"),
            Engine::Sqlite => format!(
                "delete from {table} where rowid in (select rowid from {table} where {condition} limit {PORTION})"
            ),
        };
        loop {
            let deleted = self.database.execute(sql.as_str(), [oldest.into()]).await?;
            if deleted == 0 || self.database.engine() == Engine::Postgres {
                return Ok(());
            }
        }
    }
}
