//! Stores what arrived, and queues what is to be handled, in one step.

use apigen_store::{Database, StoreError, Transaction};
use apigen_types::DateTime;

use super::{Entry, Inbox, Sorted, store_postgres, store_sqlite};
use crate::leader::Leader;

/// What is kept of an event, in the order in which both engines are given it.
pub(super) const COLUMNS: &str = "event_id, event_time, discriminator, key, key_hash, sequence, payload, traceparent, \
                                  received_at, state, replay_id";

/// Stores events for as long as its process leads: on PostgreSQL on the session that holds the lock.
#[derive(Debug)]
pub(crate) struct Store {
    leader: Leader,
    database: Database,
    inbox: Inbox,
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
    /// Where new events are queued, as far as that is known: place and position in [`Sorted::new`].
    pub(crate) places: Vec<(i64, usize)>,
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
        Self { leader, database: database.clone(), inbox: inbox.clone() }
    }

    /// Stores and queues; all of it is committed afterwards, so the broker may forget it.
    pub(crate) async fn keep(&mut self, sorted: &Sorted, now: DateTime) -> Result<Kept, StoreError> {
        match &mut self.leader {
            Leader::Postgres(session) => store_postgres::keep(&mut session.0, &self.inbox, sorted, now).await,
            Leader::Sqlite(_) => {
                let mut transaction = self.database.begin().await?;
                let kept = store_sqlite::keep(&mut transaction, &self.inbox, sorted, now).await?;
                transaction.commit().await?;
                Ok(kept)
            }
        }
    }

    /// Says something on the session, so that it is not taken for frozen, and finds out whether it still leads.
    pub(crate) async fn ping(&mut self) -> Result<(), StoreError> {
        if let Leader::Postgres(session) = &mut self.leader {
            sqlx::raw_sql("select").execute(&mut session.0).await?;
        }
        Ok(())
    }
}

/// Stores new events without queueing them, within the transaction that handles them; gives the places of those that
/// were not there, in order.
pub(crate) async fn keep_for_handling(
    transaction: &mut Transaction<'static>,
    inbox: &Inbox,
    entries: &[Entry],
    now: DateTime,
) -> Result<Vec<usize>, StoreError> {
    match transaction.as_postgres() {
        Some(connection) => store_postgres::keep_for_handling(connection, inbox, entries, now).await,
        None => store_sqlite::keep_for_handling(transaction, inbox, entries, now).await,
    }
}

/// What stands in the column `state` of an event.
pub(super) fn state(entry: &Entry) -> &'static str {
    if entry.is_known { "stored" } else { "unknown" }
}
