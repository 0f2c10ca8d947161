//! Who works on a stream: one process at a time, and another one as soon as it is gone.

mod postgres;
mod sqlite;

use std::time::Duration;

use apigen_store::{Database, StoreError};

use crate::identity::fingerprint;
use crate::running::Stop;

pub(crate) use postgres::Session;
pub(crate) use sqlite::Place;

/// The right to work on something, and what proves it.
#[derive(Debug)]
pub(crate) enum Leader {
    /// A session that holds a lock; work done on it fails once the lock is lost.
    Postgres(Session),
    /// The lock on a file beside the database, which ends with its process.
    Sqlite(Place),
}

/// How often a process that stands by asks again.
const STAND_BY: Duration = Duration::from_millis(500);

impl Leader {
    /// Waits until nobody else leads; nothing when the wait was stopped.
    ///
    /// A leader that does nothing on its session for as long as `silence` loses it, since it may be frozen.
    pub(crate) async fn elected(
        database: &Database,
        role: &str,
        silence: Duration,
        stop: &mut Stop,
    ) -> Result<Option<Self>, StoreError> {
        loop {
            if stop.is_requested() {
                return Ok(None);
            }
            if let Some(leader) = Self::try_elect(database, role, silence).await? {
                return Ok(Some(leader));
            }
            stop.or_after(STAND_BY).await;
        }
    }

    async fn try_elect(database: &Database, role: &str, silence: Duration) -> Result<Option<Self>, StoreError> {
        if let Some(pool) = database.as_postgres() {
            let lock = fingerprint(role.as_bytes()).cast_signed();
            return Ok(Session::try_lock(pool, role, lock, silence).await?.map(Self::Postgres));
        }
        Ok(Place::try_lock(database, role)?.map(Self::Sqlite))
    }
}
