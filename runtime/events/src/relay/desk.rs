//! The relay's work on the queue, whichever engine holds it.

use apigen_store::{Database, StoreError};

use super::postgres::PostgresDesk;
use super::row::{Aside, QueueRow};
use super::sqlite::SqliteDesk;
use crate::leader::Leader;
use crate::stream::Source;

/// Takes from a shard's queue and removes from it, for as long as its process leads.
#[derive(Debug)]
pub(crate) enum Desk {
    Postgres(PostgresDesk),
    Sqlite(SqliteDesk),
}

/// What is asked of the queue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// Changes are newer than this one.
    pub(crate) above: i64,
    /// How many changes at most.
    pub(crate) limit: usize,
    /// Changes that are on their way already.
    pub(crate) in_flight: &'a [QueueRow],
    /// The present in microseconds, for replays that are spread over time.
    pub(crate) now: i64,
}

impl Desk {
    /// The desk of a shard for a term. The first shard's reader takes over what was queued or put aside when there were
    /// more shards than now, which nobody else would read.
    pub(crate) async fn open(
        leader: Leader,
        database: &Database,
        source: &'static Source,
        shard: i16,
    ) -> Result<Self, StoreError> {
        Ok(match leader {
            Leader::Postgres(session) => Self::Postgres(PostgresDesk::open(session, source, shard).await?),
            Leader::Sqlite(place) => Self::Sqlite(SqliteDesk::new(place, database, source, shard)),
        })
    }

    /// New changes in the order of the journal.
    pub(crate) async fn take(&mut self, ask: Ask<'_>) -> Result<Vec<QueueRow>, StoreError> {
        match self {
            Self::Postgres(it) => it.take(ask).await,
            Self::Sqlite(it) => it.take(ask).await,
        }
    }

    /// Replayed changes whose time has come, in the order of the journal.
    pub(crate) async fn take_replayed(&mut self, ask: Ask<'_>) -> Result<Vec<QueueRow>, StoreError> {
        match self {
            Self::Postgres(it) => it.take_replayed(ask).await,
            Self::Sqlite(it) => it.take_replayed(ask).await,
        }
    }

    /// Removes what is done.
    pub(crate) async fn remove(&mut self, rows: &[&QueueRow]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        match self {
            Self::Postgres(it) => it.remove(rows).await,
            Self::Sqlite(it) => it.remove(rows).await,
        }
    }

    /// Moves a change from the queue to where people look for what failed.
    pub(crate) async fn put_aside(&mut self, aside: &Aside<'_>, now: i64) -> Result<(), StoreError> {
        match self {
            Self::Postgres(it) => it.put_aside(aside, now).await,
            Self::Sqlite(it) => it.put_aside(aside, now).await,
        }
    }

    /// The keys of changes that are put aside and not decided.
    pub(crate) async fn parked_keys(&mut self) -> Result<Vec<String>, StoreError> {
        match self {
            Self::Postgres(it) => it.parked_keys().await,
            Self::Sqlite(it) => it.parked_keys().await,
        }
    }

    /// The number of a transaction that begins now; none where finished rows leave nothing behind.
    pub(crate) async fn horizon(&mut self) -> Result<Option<i64>, StoreError> {
        match self {
            Self::Postgres(it) => it.horizon().await.map(Some),
            Self::Sqlite(_) => Ok(None),
        }
    }

    /// Whether every transaction before that number has ended, and no change up to the id is queued.
    pub(crate) async fn is_done(&mut self, horizon: i64, above: i64, up_to: i64) -> Result<bool, StoreError> {
        match self {
            Self::Postgres(it) => it.is_done(horizon, above, up_to).await,
            Self::Sqlite(_) => Ok(false),
        }
    }
}
