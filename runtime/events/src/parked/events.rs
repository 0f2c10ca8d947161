//! A consumer's events that failed: looked at, tried again, left out.

use apigen_store::{Database, Engine, StoreError, Value};
use apigen_types::DateTime;

use super::is_there;
use crate::Clock;
use crate::inbox::Inbox;

/// The events of an inbox that could not be handled.
#[derive(Debug, Clone)]
pub struct ParkedEvents {
    database: Database,
    inbox: Inbox,
    clock: Clock,
}

/// The oldest unresolved event of a key, and what is known about it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ParkedEvent {
    /// Its place, by which decisions name it.
    pub place: i64,
    /// The event.
    pub event_id: String,
    /// When it happened.
    pub event_time: DateTime,
    /// What it is about.
    pub key: String,
    /// Whether it is tried again by itself (`retrying`) or not (`parked`).
    pub state: String,
    /// Why it failed last.
    pub error: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it failed first.
    pub first_at: DateTime,
    /// How many later events of its key wait for it.
    pub waiting: i64,
}

impl ParkedEvents {
    /// Those of an inbox: the stream's name, or what `ConsumerOptions::inbox` says.
    pub fn of(database: &Database, inbox: &str) -> Self {
        let inbox = Inbox::new(inbox, database.engine());
        Self { database: database.clone(), inbox, clock: Clock::default() }
    }

    /// By another clock: the one of the consumer, since what is tried again is tried when that clock says.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Whether the database has such an inbox.
    ///
    /// # Errors
    /// What the database says.
    pub async fn exist(&self) -> Result<bool, StoreError> {
        is_there(&self.database, &self.inbox.failure()).await
    }

    /// The first event of every key that fails, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, limit: u32) -> Result<Vec<ParkedEvent>, StoreError> {
        let failure = self.inbox.failure();
        let sql = format!(
            "select f.seq, f.event_id, f.event_time, f.key, f.state, f.error, f.attempts, f.first_at, \
             (select count(*) from {failure} w where w.key_hash = f.key_hash and w.state = 'waiting' \
             and w.resolved_at is null) from {failure} f where f.state in ('retrying', 'parked') \
             and f.resolved_at is null order by f.seq limit $1"
        );
        let read = |mut row: apigen_store::Row| {
            Ok(ParkedEvent {
                place: row.get(0)?,
                event_id: row.get(1)?,
                event_time: row.get(2)?,
                key: row.get(3)?,
                state: row.get(4)?,
                error: row.get(5)?,
                attempts: row.get(6)?,
                first_at: row.get(7)?,
                waiting: row.get(8)?,
            })
        };
        self.database.query(&sql, &[i64::from(limit).into()]).await?.into_iter().map(read).collect()
    }

    /// Tries an event again as soon as its consumer looks, within a second; gives whether it was there.
    ///
    /// # Errors
    /// What the database says; nothing is decided then.
    pub async fn retry(&self, place: i64) -> Result<bool, StoreError> {
        let sql = format!(
            "update {} set state = 'retrying', not_before = $2, attempts = 0 where seq = $1 \
             and state in ('retrying', 'parked') and resolved_at is null",
            self.inbox.failure()
        );
        Ok(self.decide(&sql, &[place.into(), self.clock.now().into()]).await? > 0)
    }

    /// Tries everything again that is parked; gives how many events those are, without those that wait for them.
    ///
    /// # Errors
    /// What the database says; nothing is decided then.
    pub async fn retry_all(&self) -> Result<u64, StoreError> {
        let sql = format!(
            "update {} set state = 'retrying', not_before = $1, attempts = 0 where state in ('retrying', 'parked') \
             and resolved_at is null",
            self.inbox.failure()
        );
        self.decide(&sql, &[self.clock.now().into()]).await
    }

    /// Leaves an event out for good, and lets the next of its key go on; gives whether it was there.
    ///
    /// It stays in the inbox, and among the failures with the time of the decision.
    ///
    /// # Errors
    /// What the database says; nothing is decided then.
    pub async fn skip(&self, place: i64) -> Result<bool, StoreError> {
        let (failure, now) = (self.inbox.failure(), self.clock.now());
        let mut transaction = self.database.begin().await?;
        let skip = format!(
            "update {failure} set state = 'skipped', resolved_at = $2 where seq = $1 and state in ('retrying', 'parked') \
             and resolved_at is null"
        );
        let skipped = transaction.execute(&skip, &[place.into(), now.into()]).await?;
        let next = format!(
            "update {failure} set state = 'retrying', not_before = $2 where seq = (select min(w.seq) from {failure} w \
             join {failure} s on s.key_hash = w.key_hash where s.seq = $1 and w.state = 'waiting' \
             and w.resolved_at is null)"
        );
        if skipped > 0 {
            transaction.execute(&next, &[place.into(), now.into()]).await?;
        }
        transaction.commit().await?;
        Ok(skipped > 0)
    }

    /// The discriminators of events that were kept because their version did not know them, with how many there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unknown(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = format!(
            "select discriminator, count(*) from {} where state = 'unknown' group by 1 order by 1",
            self.inbox.events()
        );
        let read = |mut row: apigen_store::Row| Ok((row.get(0)?, row.get(1)?));
        self.database.query(&sql, &[]).await?.into_iter().map(read).collect()
    }

    /// Queues events that were kept because nobody knew them, oldest first; gives how many there are.
    ///
    /// # Errors
    /// What the database says; nothing is queued then.
    pub async fn reprocess(&self, discriminator: &str) -> Result<u64, StoreError> {
        let (events, queue) = (self.inbox.events(), self.inbox.queue());
        let unknown = "state = 'unknown' and discriminator = $1";
        let values = [Value::from(discriminator)];
        let mut transaction = self.database.begin().await?;
        let queued = match self.inbox.engine {
            // One statement: what arrives meanwhile is neither marked nor queued.
            Engine::Postgres => {
                let sql = format!(
                    "with known as (update {events} set state = 'stored' where {unknown} returning seq, event_id, \
                     event_time, key_hash, replay_id) insert into {queue} (seq, event_id, event_time, key_hash, replay_id) \
                     select nextval('{}'), e.event_id, e.event_time, e.key_hash, e.replay_id \
                     from (select * from known order by seq) e",
                    self.inbox.sequence()
                );
                transaction.execute(&sql, &values).await?
            }
            Engine::Sqlite => {
                let insert = format!(
                    "insert into {queue} (event_id, event_time, key_hash, replay_id) select event_id, event_time, \
                     key_hash, replay_id from {events} where {unknown} order by rowid"
                );
                let queued = transaction.execute(&insert, &values).await?;
                transaction.execute(&format!("update {events} set state = 'stored' where {unknown}"), &values).await?;
                queued
            }
        };
        transaction.commit().await?;
        Ok(queued)
    }

    async fn decide(&self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut transaction = self.database.begin().await?;
        let changed = transaction.execute(sql, values).await?;
        transaction.commit().await?;
        Ok(changed)
    }
}
