//! What time does to tables: parts are made before they are needed and go when they are old, and so do notes.
//!
//! Relays see to the journals of their database, consumers to their inbox too; any number of processes may do so at once.

mod inbox;
mod old;

use std::sync::Arc;
use std::time::Duration;

use apigen_store::{Database, StoreError, Upkeep};
use apigen_types::DateTime;

use crate::clock::Clock;
use crate::running::{Rounds, Stop};

pub(crate) use inbox::Keeper;
pub(crate) use old::Old;

/// How often it is looked whether something is to be done.
const EVERY: Duration = Duration::from_hours(1);

/// Sees to the parts of a database, and of an inbox in it.
#[derive(Debug)]
pub(crate) struct Maintenance {
    database: Database,
    inbox: Option<Keeper>,
    old: Vec<Old>,
    clock: Clock,
    rounds: Arc<Rounds>,
}

impl Maintenance {
    /// Of journals and tables.
    pub(crate) fn new(database: &Database, clock: &Clock) -> Self {
        Self { database: database.clone(), inbox: None, old: Vec::new(), clock: clock.clone(), rounds: Arc::default() }
    }

    /// Of an inbox as well.
    pub(crate) fn and(self, inbox: Keeper) -> Self {
        Self { inbox: Some(inbox), ..self }
    }

    /// Of notes as well.
    pub(crate) fn forgetting(self, old: impl IntoIterator<Item = Old>) -> Self {
        Self { old: old.into_iter().collect(), ..self }
    }

    /// Who waits for a round.
    pub(crate) fn rounds(&self) -> Arc<Rounds> {
        Arc::clone(&self.rounds)
    }

    /// Begins with a round, then has one every hour until it is stopped.
    pub(crate) async fn begin(self, stop: Stop) {
        self.try_round().await;
        self.go_on(stop).await;
    }

    /// Has a round every hour, or when somebody waits for one, until it is stopped.
    pub(crate) async fn go_on(self, mut stop: Stop) {
        loop {
            tokio::select! {
                () = self.clock.sleep(EVERY) => {}
                () = self.rounds.asked() => {}
                () = stop.requested() => return,
            }
            self.try_round().await;
        }
    }

    /// What fails is logged, and tried again in an hour.
    async fn try_round(&self) {
        let begun = self.rounds.begun();
        if let Err(error) = self.round().await {
            tracing::warn!(%error, "the upkeep of parts failed and is tried again in an hour");
        }
        self.rounds.idle(begun);
    }

    /// One round, by the clock.
    pub(crate) async fn round(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        if let Some(inbox) = &self.inbox {
            inbox.keep(now).await?;
        }
        for old in &self.old {
            old.forget(now).await?;
        }
        tell(&self.database.upkeep(now).await?, now);
        Ok(())
    }
}

fn tell(upkeep: &Upkeep, now: DateTime) {
    let (made, dropped) = (upkeep.made, upkeep.dropped.len());
    if made > 0 || dropped > 0 {
        tracing::info!(made, dropped, %now, "parts were made and dropped");
    }
    for (part, reason) in &upkeep.kept {
        tracing::warn!(part, ?reason, "a part is older than it is kept, and stays until the next round");
    }
}
