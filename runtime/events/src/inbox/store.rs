//! Stores what arrived, and queues what is to be handled, in one step.

use std::time::Duration;

use apigen_store::{Database, StoreError, Transaction};
use apigen_types::DateTime;
use tokio::time::Instant;

use super::{Entry, Inbox, Sorted, store_postgres, store_sqlite};
use crate::leader::Leader;

/// What is kept of an event, in the order in which both engines are given it.
pub(super) const COLUMNS: &str = "event_id, event_time, discriminator, key, key_hash, sequence, payload, traceparent, \
                                  received_at, state, replay_id";

/// How many batches are looked through for events that are there already, once there was one: as many as a broker may
/// have on its way.
const SUSPECTS: u32 = 2;

/// Stores events for as long as its process leads: on PostgreSQL on the session that holds the lock.
#[derive(Debug)]
pub(crate) struct Store {
    leader: Leader,
    database: Database,
    inbox: Inbox,
    /// How many of the next batches may well hold events that are there already.
    suspects: u32,
    /// When something was said on the session last.
    said: Instant,
}

/// Whether events are expected to be there already. Looking for each costs PostgreSQL as much as storing it, so what is
/// taken for new is just stored, and stored anew with care when one of it turns out to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    New,
    Copies,
}

/// How much of a batch was new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Events that were not there, and replayed ones that were not replayed before.
    pub(crate) stored: usize,
    /// Of these, those that are to be handled.
    pub(crate) queued: usize,
    /// Entries that were kept aside for the first time.
    pub(crate) odd: usize,
    /// The places of those events of [`Sorted::new`] that are to be handled, in their order; none when some of them were
    /// there already, or when nobody asks for them.
    pub(crate) places: Vec<i64>,
}

impl Kept {
    /// Counts an event that was stored.
    pub(super) fn add(&mut self, is_queued: bool) {
        self.stored += 1;
        self.queued += usize::from(is_queued);
    }
}

impl Store {
    pub(crate) fn new(leader: Leader, database: &Database, inbox: &Inbox) -> Self {
        // After a restart the broker hands out again what was not acknowledged.
        Self { leader, database: database.clone(), inbox: inbox.clone(), suspects: SUSPECTS, said: Instant::now() }
    }

    /// What the next batch is expected to be.
    pub(crate) fn expect(&self) -> Expect {
        if self.suspects > 0 { Expect::Copies } else { Expect::New }
    }

    /// Takes note of how many events of a batch were there already.
    pub(crate) fn found(&mut self, copies: usize) {
        self.suspects = if copies > 0 { SUSPECTS } else { self.suspects.saturating_sub(1) };
    }

    /// Stores and queues; all of it is committed afterwards, so the broker may forget it.
    pub(crate) async fn keep(&mut self, sorted: &Sorted, now: DateTime) -> Result<Kept, StoreError> {
        let kept = self.keep_expecting(sorted, now).await?;
        if !(sorted.new.is_empty() && sorted.replayed.is_empty() && sorted.odd.is_empty()) {
            self.said = Instant::now();
        }
        self.found(sorted.new.len() + sorted.replayed.len() - kept.stored);
        Ok(kept)
    }

    async fn keep_expecting(&mut self, sorted: &Sorted, now: DateTime) -> Result<Kept, StoreError> {
        let expect = self.expect();
        match &mut self.leader {
            Leader::Postgres(session) => store_postgres::keep(&mut session.0, &self.inbox, sorted, now, expect).await,
            Leader::Sqlite(_) => {
                let mut transaction = self.database.begin().await?;
                let kept = store_sqlite::keep(&mut transaction, &self.inbox, sorted, now).await?;
                transaction.commit().await?;
                Ok(kept)
            }
        }
    }

    /// Says something if nothing was said for so long: what is stored in other transactions, or not at all, is no sign.
    pub(crate) async fn ping_unless_said(&mut self, within: Duration) -> Result<(), StoreError> {
        if self.said.elapsed() < within { Ok(()) } else { self.ping().await }
    }

    /// Says something on the session, so that it is not taken for frozen, and finds out whether it still leads.
    pub(crate) async fn ping(&mut self) -> Result<(), StoreError> {
        self.said = Instant::now();
        if let Leader::Postgres(session) = &mut self.leader {
            sqlx::raw_sql("select").execute(&mut session.0).await?;
        }
        Ok(())
    }
}

/// Stores new events without queueing them, within the transaction that handles them; gives the places of those that
/// were not there, in order. One that is there although none was expected to be is an error.
pub(crate) async fn keep_for_handling(
    transaction: &mut Transaction<'static>,
    inbox: &Inbox,
    entries: &[Entry],
    now: DateTime,
    expect: Expect,
) -> Result<Vec<usize>, StoreError> {
    match transaction.as_postgres() {
        Some(connection) => store_postgres::keep_for_handling(connection, inbox, entries, now, expect).await,
        None => store_sqlite::keep_for_handling(transaction, inbox, entries, now).await,
    }
}

/// What stands in the column `state` of an event.
pub(super) fn state(entry: &Entry) -> &'static str {
    if entry.is_known { "stored" } else { "unknown" }
}
