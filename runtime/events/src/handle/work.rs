//! The handling half: takes batches from the inbox's queue and runs the handler on them.

use std::sync::Arc;
use std::time::Duration;

use apigen_store::{StoreError, Transaction};
use tokio::time::Instant;

use super::batch::{Batch, Ending};
use super::circuit::Circuit;
use super::outcome::begin;
use super::report::Report;
use super::running::Shared;
use crate::health::Health;
use crate::inbox::Stored;
use crate::running::Stop;

/// How often failures that may be due, and queues that others fill, are looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How long the place up to which the queue was read is trusted.
const ANEW: Duration = Duration::from_mins(1);

pub(super) struct Worker<'a> {
    pub(super) shared: &'a Arc<Shared>,
    pub(super) stop: Stop,
    pub(super) circuit: Circuit,
    /// Up to where the queue is empty: finished rows stay for as long as anybody holds a snapshot.
    low: i64,
    low_since: Instant,
    /// When failures were looked at last that may be due.
    retried: Option<Instant>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(shared: &'a Arc<Shared>, stop: Stop) -> Self {
        let circuit = Circuit::new(shared.options.circuit);
        Self { shared, stop, circuit, low: 0, low_since: Instant::now(), retried: None }
    }

    /// Handles until it is stopped.
    pub(super) async fn run(mut self) -> Result<(), StoreError> {
        while !self.stop.is_requested() {
            let (begun, started) = (self.shared.handled.begun(), self.shared.clock.now());
            if self.shared.handled.is_awaited(begun) {
                // Who waits to hear that nothing is left means what was stored late, too.
                self.look_anew();
            }
            let retried = self.may_have_failures() && self.retry().await?;
            let handled = self.round().await?;
            if handled == 0 && !retried {
                self.shared.handled.idle(begun);
                self.wait_for_events().await;
            }
            let past = self.shared.clock.now().as_unix_micros().saturating_sub(started.as_unix_micros());
            let past = Duration::from_micros(u64::try_from(past).unwrap_or(0));
            self.gather(self.shared.options.interval.saturating_sub(past)).await;
        }
        Ok(())
    }

    /// Whether something may be due to be tried again. While no key is held, only others could have put it there.
    fn may_have_failures(&mut self) -> bool {
        let is_old = self.retried.is_none_or(|it| it.elapsed() >= LOOK);
        if is_old {
            self.retried = Some(Instant::now());
        }
        is_old || !self.shared.held().is_empty()
    }

    /// Reads the queue from its beginning, and what failed, whatever is known of them.
    fn look_anew(&mut self) {
        (self.low, self.retried) = (0, None);
        self.shared.set_sure(false);
    }

    async fn wait_for_events(&mut self) {
        tokio::select! {
            () = self.shared.arrived.notified() => {}
            () = self.shared.clock.sleep(LOOK) => self.look_anew(),
            () = self.shared.handled.asked() => {}
            () = self.stop.requested() => {}
        }
    }

    /// Lets events gather until a batch is full.
    async fn gather(&mut self, wait: Duration) {
        let (shared, mut stop) = (self.shared, self.stop.clone());
        let full = async {
            while shared.backlog() < shared.options.batch {
                shared.arrived.notified().await;
            }
        };
        if wait.is_zero() {
            return;
        }
        tokio::select! {
            () = full => {}
            () = shared.clock.sleep(wait) => {}
            () = shared.handled.asked() => {}
            () = stop.requested() => {}
        }
    }

    /// Handles one batch; gives how many events were taken.
    async fn round(&mut self) -> Result<usize, StoreError> {
        if self.shared.nothing_waits() {
            return Ok(0);
        }
        if self.low_since.elapsed() >= ANEW {
            (self.low, self.low_since) = (0, Instant::now());
        }
        let limit = if self.circuit.is_probing() { self.circuit.probe() } else { self.shared.options.batch };
        let known = self.shared.backlog();
        let (transaction, events) = self.take(limit).await?;
        let Some(last) = events.last().map(|it| it.seq) else {
            transaction.rollback().await?;
            self.shared.set_sure(true);
            if self.low == 0 {
                // What was queued since the look began is still there.
                self.shared.handled(known);
            }
            return Ok(0);
        };
        let mut batch = Batch::new(&events);
        match self.halve(&mut batch, transaction).await? {
            Ending::Done => {
                self.record(&batch).await?;
                self.low = last;
                let failed = batch.failed_keys.len();
                self.circuit.note(batch.keys - failed, failed);
                if !self.circuit.is_probing() {
                    self.shared.pulse.set(0, Health::Working);
                }
            }
            Ending::MostFail(error) => self.open(error).await,
            Ending::Later(error) => self.later(error).await,
        }
        Ok(events.len())
    }

    /// Takes the oldest events: as batches, when all that waits was stored by this process just now.
    async fn take(&mut self, limit: usize) -> Result<(Transaction<'static>, Vec<Stored>), StoreError> {
        let shared = self.shared;
        if shared.recent().had_gap() {
            // Its places may be lower than those that were handled meanwhile.
            self.low = 0;
        }
        let (batches, events) = shared.recent().take(limit);
        if !batches.is_empty() {
            let mut transaction = begin(shared).await?;
            if shared.inbox.take_batches(&mut transaction, self.low, &batches).await? {
                return Ok((transaction, events));
            }
            transaction.rollback().await?;
        }
        // What is read from the tables may be others', and what this process stored still be there.
        self.shared.set_sure(false);
        self.unpack().await?;
        loop {
            let mut transaction = begin(shared).await?;
            let events = shared.inbox.take(&mut transaction, self.low, limit).await?;
            if !events.is_empty() || shared.inbox.is_empty(&mut transaction, self.low).await? {
                return Ok((transaction, events));
            }
            // Somebody else took the oldest, and there are more behind them.
            transaction.commit().await?;
        }
    }

    /// Puts all that waits into the queue, one by one, so that it can be taken one by one.
    pub(super) async fn unpack(&mut self) -> Result<(), StoreError> {
        let shared = self.shared;
        shared.recent().clear();
        let mut transaction = begin(shared).await?;
        shared.inbox.unpack(&mut transaction, self.low).await?;
        transaction.commit().await
    }

    /// Waits, since the handler or what it depends on is broken: nothing is parked, no attempt counts.
    async fn open(&mut self, error: String) {
        let (shared, wait) = (self.shared, self.circuit.open());
        shared.numbers.circuit_opened.add(1);
        shared.pulse.set(0, Health::CircuitOpen(error.clone()));
        shared.reporter.tell(&Report::CircuitOpened { error });
        tokio::select! {
            () = shared.clock.sleep(wait) => {}
            () = self.stop.requested() => {}
        }
    }

    /// Waits, since the database failed the handler.
    async fn later(&mut self, error: String) {
        let shared = self.shared;
        tracing::warn!(
            stream = shared.stream.address,
            error,
            "the database failed a handler; its batch is tried again"
        );
        shared.numbers.database_failures.add(1);
        shared.pulse.set(0, Health::Struggling(error));
        self.stop.or_after(shared.options.backoff.jittered(1)).await;
    }
}
