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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use apigen_store::Engine;
    use apigen_test_servers::Postgres;

    use super::super::tests::STREAM;
    use super::*;
    use crate::running::Stop;
    use crate::stream::{Journaled, Place, Shape};

    static SOURCE: Source = Source {
        stream: &STREAM,
        tables: &[Journaled {
            table: "kinds",
            journal: Place { postgres: "kinds", sqlite: "journal_kinds" },
            key: "id",
            columns: &[("id", Shape::Plain)],
        }],
        queue: Place { postgres: "queue_kinds", sqlite: "journal_queue_kinds" },
        failed: Place { postgres: "failed_kinds", sqlite: "journal_failed_kinds" },
        shards: 1,
        encode: |_| Ok(None),
    };

    /// A queue of one change, with its replay, whichever was queued first.
    const QUEUED: &str = "insert into {queue} (journal_id, journal_timestamp, journal_table, replay_id) values \
        (1, '2026-11-22T05:00:00.000000Z', 'kinds', '00000000-0000-0000-0000-000000000001'), \
        (1, '2026-11-22T05:00:00.000000Z', 'kinds', null)";

    async fn desk(engine: Engine) -> Desk {
        let (url, before, journal, queue, failed) = match engine {
            Engine::Postgres => (
                Postgres::shared().database(),
                "create schema journal;",
                "journal.kinds",
                "journal.queue_kinds",
                "journal.failed_kinds",
            ),
            Engine::Sqlite => {
                ("sqlite::memory:".to_owned(), "", "journal_kinds", "journal_queue_kinds", "journal_failed_kinds")
            }
        };
        let (time, replay) = if before.is_empty() { ("text", "text") } else { ("timestamptz", "uuid") };
        let database = Database::connect(&url).await.unwrap();
        let mut transaction = database.begin().await.unwrap();
        let tables = format!(
            "{before} create table {journal} (journal_id bigint primary key, journal_timestamp {time}, \
             journal_operation text, traceparent text, id text); \
             create table {queue} (journal_id bigint, journal_timestamp {time}, journal_table text, \
             shard smallint default 0, replay_id {replay}, target text, not_before {time}); \
             create table {failed} (shard smallint, resolved_at {time}); {}",
            QUEUED.replace("{queue}", queue)
        );
        transaction.script(&tables).await.unwrap();
        transaction.commit().await.unwrap();
        let (_switch, mut stop) = Stop::switch();
        let leader = Leader::elected(&database, "relay", Duration::from_mins(1), &mut stop).await.unwrap().unwrap();
        Desk::open(leader, &database, &SOURCE, 0).await.unwrap()
    }

    #[tokio::test]
    async fn a_change_is_told_before_its_replay() {
        for engine in [Engine::Postgres, Engine::Sqlite] {
            let mut desk = desk(engine).await;
            let ask = Ask { above: 0, limit: 10, in_flight: &[], now: 1_900_000_000_000_000 };
            // It may have been committed just before it is asked for replays, and behind the look at what is new.
            assert!(desk.take_replayed(ask).await.unwrap().is_empty(), "{engine}");
            let live = desk.take(ask).await.unwrap();
            desk.remove(&[&live[0]]).await.unwrap();
            let replayed = desk.take_replayed(ask).await.unwrap();
            assert_eq!((live.len(), replayed.len(), replayed[0].replay.is_some()), (1, 1, true), "{engine}");
        }
    }
}
