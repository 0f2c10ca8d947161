//! Events that could not be handled, and those of the same key that wait for them.
//!
//! The oldest unresolved event of a key is `retrying` or `parked`; all others of the key are `waiting`. So the queue
//! never holds an event that must not be handled yet, and is read from its beginning.

use apigen_store::{Database, StoreError, Transaction, Value};
use apigen_types::DateTime;

use super::queue::numbers;
use super::{Inbox, Stored};

/// What becomes of an event that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) error: String,
    /// How often it was tried.
    pub(crate) attempts: u32,
    /// When it is tried again; never, before somebody decides, when absent.
    pub(crate) not_before: Option<DateTime>,
    pub(crate) now: DateTime,
    /// The version of the handler that failed.
    pub(crate) handler: String,
}

/// An event that failed or waits.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) event: Stored,
    pub(crate) state: String,
    pub(crate) attempts: u32,
    pub(crate) not_before: Option<DateTime>,
}

impl Verdict {
    fn state(&self) -> &'static str {
        if self.not_before.is_some() { "retrying" } else { "parked" }
    }
}

impl Inbox {
    /// The keys whose events wait.
    pub(crate) async fn held_keys(&self, database: &Database) -> Result<Vec<i64>, StoreError> {
        let sql = format!("select distinct key_hash from {} where resolved_at is null", self.failure());
        database.query(&sql, &[]).await?.into_iter().map(|mut row| row.get(0)).collect()
    }

    /// Whether any key's events wait.
    pub(crate) async fn any_held(&self, transaction: &mut Transaction<'static>) -> Result<bool, StoreError> {
        let sql = format!("select exists (select 1 from {} where resolved_at is null)", self.failure());
        transaction.query(&sql, &[]).await?.into_iter().next().map_or(Ok(false), |mut row| row.get(0))
    }

    /// Those of the keys whose events still wait; none of them is released before the transaction ends.
    pub(crate) async fn still_held(
        &self,
        transaction: &mut Transaction<'static>,
        keys: impl Iterator<Item = i64>,
    ) -> Result<Vec<i64>, StoreError> {
        let sql = format!(
            "select key_hash from {} where {} and resolved_at is null {}",
            self.failure(),
            self.among("key_hash", "$1"),
            self.for_update()
        );
        transaction.query(&sql, &[numbers(keys)]).await?.into_iter().map(|mut row| row.get(0)).collect()
    }

    /// Lets an event that was taken wait for those of its key.
    pub(crate) async fn wait(
        &self,
        transaction: &mut Transaction<'static>,
        event: &Stored,
        now: DateTime,
    ) -> Result<(), StoreError> {
        let reason = "waits for an earlier event of its key";
        self.insert(transaction, event, ["waiting".into(), reason.into()], 0, None, ("", now)).await
    }

    /// Records why an event that was taken could not be handled.
    pub(crate) async fn fail(
        &self,
        transaction: &mut Transaction<'static>,
        event: &Stored,
        verdict: &Verdict,
    ) -> Result<(), StoreError> {
        let words = [verdict.state().into(), verdict.error.as_str().into()];
        let stamp = (verdict.handler.as_str(), verdict.now);
        self.insert(transaction, event, words, verdict.attempts, verdict.not_before, stamp).await
    }

    async fn insert(
        &self,
        transaction: &mut Transaction<'static>,
        event: &Stored,
        [state, error]: [Value; 2],
        attempts: u32,
        not_before: Option<DateTime>,
        (handler, now): (&str, DateTime),
    ) -> Result<(), StoreError> {
        let sql = format!(
            "insert into {} (seq, event_id, event_time, key, key_hash, state, error, attempts, first_at, last_at, \
             not_before, handler, replay_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12)",
            self.failure()
        );
        let values = [
            event.seq.into(),
            event.id.as_str().into(),
            event.time.into(),
            event.key.as_str().into(),
            event.key_hash.into(),
            state,
            error,
            i64::from(attempts).into(),
            now.into(),
            not_before.into(),
            handler.into(),
            event.replay_id.as_str().into(),
        ];
        transaction.execute(&sql, &values).await.map(drop)
    }

    /// Keys whose oldest event is due to be tried again.
    pub(crate) async fn due(&self, database: &Database, now: DateTime) -> Result<Vec<i64>, StoreError> {
        let sql = format!(
            "select key_hash from {} where state = 'retrying' and not_before <= $1 and resolved_at is null \
             order by not_before limit 100",
            self.failure()
        );
        database.query(&sql, &[now.into()]).await?.into_iter().map(|mut row| row.get(0)).collect()
    }

    /// The unresolved events of a key, oldest first.
    pub(crate) async fn held_of(
        &self,
        transaction: &mut Transaction<'static>,
        key: i64,
        limit: usize,
    ) -> Result<Vec<Held>, StoreError> {
        let lock = if self.for_update().is_empty() { "" } else { "for update of q" };
        let sql = format!(
            "select {}, q.state, q.attempts, q.not_before from {} q join {} i on i.event_id = q.event_id \
             and i.event_time = q.event_time where q.key_hash = $1 and q.resolved_at is null order by q.seq limit $2 {lock}",
            Stored::COLUMNS,
            self.failure(),
            self.events()
        );
        let values = [key.into(), i64::try_from(limit).unwrap_or(i64::MAX).into()];
        let mut held = Vec::new();
        for mut row in transaction.query(&sql, &values).await? {
            held.push(Held {
                event: Stored::read(&mut row)?,
                state: row.get(10)?,
                attempts: u32::try_from(row.get::<i64>(11)?).unwrap_or(u32::MAX),
                not_before: row.get(12)?,
            });
        }
        Ok(held)
    }

    /// Lets the oldest event of a key be tried that waited for those before it, which are resolved.
    pub(crate) async fn go_on(
        &self,
        transaction: &mut Transaction<'static>,
        key: i64,
        now: DateTime,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "update {0} set state = 'retrying', not_before = $2 where state = 'waiting' and seq = \
             (select min(seq) from {0} where key_hash = $1 and resolved_at is null)",
            self.failure()
        );
        transaction.execute(&sql, &[key.into(), now.into()]).await.map(drop)
    }

    /// Forgets events that are handled now.
    pub(crate) async fn resolve(
        &self,
        transaction: &mut Transaction<'static>,
        places: impl Iterator<Item = i64>,
    ) -> Result<(), StoreError> {
        let sql = format!("delete from {} where {}", self.failure(), self.among("seq", "$1"));
        transaction.execute(&sql, &[numbers(places)]).await.map(drop)
    }

    /// Records that an event failed once more.
    pub(crate) async fn fail_again(
        &self,
        transaction: &mut Transaction<'static>,
        place: i64,
        verdict: &Verdict,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "update {} set state = $2, error = $3, attempts = $4, last_at = $5, not_before = $6, handler = $7 \
             where seq = $1 and resolved_at is null",
            self.failure()
        );
        let values = [
            place.into(),
            verdict.state().into(),
            verdict.error.as_str().into(),
            i64::from(verdict.attempts).into(),
            verdict.now.into(),
            verdict.not_before.into(),
            verdict.handler.as_str().into(),
        ];
        transaction.execute(&sql, &values).await.map(drop)
    }
}
