//! Who works on a stream: one process at a time, and another one as soon as it is gone.

mod postgres;
mod sqlite;

use std::time::Duration;

use apigen_store::{Database, StoreError};

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
        match database.as_postgres() {
            Some(pool) => Ok(Session::elected(pool, role, silence, stop).await?.map(Self::Postgres)),
            None => Ok(Place::elected(database, role, stop).await?.map(Self::Sqlite)),
        }
    }
}
