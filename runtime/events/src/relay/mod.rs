//! From the queue to the broker: what a service publishes of its committed changes.
//!
//! A change, its journal row and its queue row are one transaction. One reader a shard takes queue rows in order,
//! publishes the events, and removes those that the broker has confirmed: never a hole, so events of a key keep their
//! order, and what is lost on the way (a connection, a process, a broker) is published again.

mod batch;
mod desk;
mod error;
mod journal;
mod low_water;
mod options;
mod postgres;
mod record;
mod row;
mod shard;
mod sqlite;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use apigen_store::Database;
use tokio::sync::watch;

pub use options::{OnPoison, RelayOptions};
use shard::Shard;

use crate::StreamAddress;
use crate::address::InvalidName;
use crate::clock::Clock;
use crate::health::{Health, Pulse};
use crate::maintenance::{Maintenance, Old};
use crate::metrics::{RelayMetrics, RelayNumbers};
use crate::running::{Hint, Rounds, Stop, Tasks};
use crate::stream::Source;
use crate::transport::Transport;

/// Publishes a stream from the journal of a database.
#[derive(Debug)]
pub struct Relay {
    database: Database,
    transport: Arc<dyn Transport>,
    source: &'static Source,
    options: RelayOptions,
    clock: Clock,
    hint: Hint,
}

/// What the readers of all shards share.
#[derive(Debug)]
struct Shared {
    database: Database,
    transport: Arc<dyn Transport>,
    source: &'static Source,
    address: StreamAddress,
    options: RelayOptions,
    clock: Clock,
    numbers: RelayNumbers,
    pulse: Pulse,
}

impl Relay {
    /// A relay with default options.
    pub fn new(database: Database, transport: Arc<dyn Transport>, source: &'static Source) -> Self {
        let (options, clock, hint) = (RelayOptions::default(), Clock::default(), Hint::default());
        Self { database, transport, source, options, clock, hint }
    }

    /// With other options.
    #[must_use]
    pub fn with(self, options: RelayOptions) -> Self {
        Self { options, ..self }
    }

    /// By another clock.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Woken by a hint that somebody has already, for those who write before there is a relay.
    #[must_use]
    pub fn hearing(self, hint: Hint) -> Self {
        Self { hint, ..self }
    }

    /// Begins to publish in the background of the current tokio runtime, and to see to the parts of the database's
    /// journals once an hour ([`Database::upkeep`]), and to notes that are older than `RelayOptions::keep_decided`.
    ///
    /// Every process of a service may start one; for each shard, one of them works and the others stand by.
    ///
    /// # Errors
    /// [`InvalidName`] when the stream's name cannot be one.
    ///
    /// # Panics
    /// When no tokio runtime is current.
    pub fn start(self) -> Result<RunningRelay, InvalidName> {
        let source = self.source;
        let readers = source.readers(self.database.engine());
        let shared = Arc::new(Shared {
            address: source.stream.address()?,
            database: self.database,
            transport: self.transport,
            source,
            options: self.options,
            clock: self.clock,
            numbers: RelayNumbers::new(source.stream.name),
            pulse: Pulse::new(usize::from(readers.unsigned_abs())),
        });
        let (switch, stop) = Stop::switch();
        let hint = self.hint;
        let failed = source.failed.on(shared.database.engine());
        let decided = Old::of_changes(&shared.database, failed, shared.options.keep_decided);
        let maintenance = Maintenance::new(&shared.database, &shared.clock).forgetting([decided]);
        let mut rounds = vec![maintenance.rounds()];
        let start = |number| {
            let it = Arc::new(Rounds::default());
            rounds.push(Arc::clone(&it));
            let (shared, stop) = (Arc::clone(&shared), stop.clone());
            tokio::spawn(Shard { shared, number, stop, heard: hint.heard(), rounds: it }.run())
        };
        let mut tasks: Vec<_> = (0..readers).map(start).collect();
        tasks.push(tokio::spawn(maintenance.begin(stop)));
        Ok(RunningRelay { shared, hint, rounds, tasks: Tasks::new(switch, tasks) })
    }
}

/// A relay at work. Dropped it ends at once, which loses nothing: what is not removed is published again.
#[derive(Debug)]
pub struct RunningRelay {
    shared: Arc<Shared>,
    hint: Hint,
    rounds: Vec<Arc<Rounds>>,
    tasks: Tasks,
}

impl RunningRelay {
    /// What to call after commits, so that events leave at once.
    pub fn hint(&self) -> Hint {
        self.hint.clone()
    }

    /// What it has done so far.
    pub fn metrics(&self) -> RelayMetrics {
        self.shared.numbers.snapshot()
    }

    /// How it is.
    pub fn health(&self) -> Health {
        self.shared.pulse.worst()
    }

    /// How it is from now on: told after every round of work and every failure, be it the same as before.
    pub fn health_changes(&self) -> watch::Receiver<Health> {
        self.shared.pulse.changes()
    }

    /// Waits until nothing is left to publish and tables have the parts that they need now; for tests, and for ever
    /// while another process leads.
    pub async fn settled(&self) {
        for rounds in &self.rounds {
            rounds.settled().await;
        }
    }

    /// Ends what is at work in order: the batch under way is published and removed.
    pub async fn stop(self) {
        self.tasks.stop().await;
    }
}
