//! One shard's reader: takes queued changes in order, publishes them, and removes what the broker has confirmed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use apigen_types::DateTime;
use tokio::time::Instant;

use super::batch::{Batch, Parks};
use super::desk::{Ask, Desk};
use super::error::RelayError;
use super::low_water::LowWater;
use super::row::{Aside, QueueRow};
use super::{OnPoison, Shared};
use crate::health::Health;
use crate::leader::Leader;
use crate::metrics::millis;
use crate::running::{Heard, Rounds, Stop};
use crate::transport::{Producer, PublishError};

/// The reader of a shard; there is one at a time, wherever it runs.
#[derive(Debug)]
pub(super) struct Shard {
    pub(super) shared: Arc<Shared>,
    pub(super) number: i16,
    pub(super) stop: Stop,
    pub(super) heard: Heard,
    pub(super) rounds: Arc<Rounds>,
}

/// One term as the leader.
struct Term<'a> {
    shard: &'a mut Shard,
    desk: Desk,
    producer: Box<dyn Producer>,
    parked: BTreeSet<String>,
    low: LowWater,
    poll: Duration,
    reloaded: Instant,
}

impl Shard {
    /// Works until it is stopped; whatever fails is tried again.
    pub(super) async fn run(mut self) {
        let mut failures = 0;
        loop {
            let term = self.term(&mut failures).await;
            let Err(error) = term else { return };
            failures += 1;
            self.report(&error);
            let wait = self.shared.options.backoff.jittered(failures);
            self.stop.or_after(wait).await;
        }
    }

    /// Leads until it fails or is stopped.
    async fn term(&mut self, failures: &mut u32) -> Result<(), RelayError> {
        let shared = Arc::clone(&self.shared);
        if *failures == 0 {
            self.health(Health::StandingBy);
        }
        let role = format!("relay {} {}", shared.source.stream.name, self.number);
        let elected = Leader::elected(&shared.database, &role, shared.options.silence, &mut self.stop).await?;
        let Some(leader) = elected else { return Ok(()) };
        let mut desk = Desk::open(leader, &shared.database, shared.source, self.number).await?;
        let parked = desk.parked_keys().await?.into_iter().collect();
        let producer = shared.transport.producer(&shared.address).await?;
        let (low, reloaded) = (LowWater::new(shared.options.pass_over), Instant::now());
        let mut term = Term { desk, producer, parked, low, poll: shared.options.poll, reloaded, shard: self };
        term.work(failures).await
    }

    fn report(&self, error: &RelayError) {
        let stream = self.shared.source.stream.address;
        tracing::warn!(stream, shard = self.number, %error, "the relay could not go on and tries again");
        match error {
            RelayError::Database(_) => self.shared.numbers.database_failures.add(1),
            RelayError::Transport(_) | RelayError::Publish(_) => self.shared.numbers.publish_failures.add(1),
            RelayError::Poison(_) => {}
        }
        self.health(error.health());
    }

    fn health(&self, health: Health) {
        self.shared.pulse.set(usize::from(self.number.unsigned_abs()), health);
    }
}

impl Term<'_> {
    async fn work(&mut self, failures: &mut u32) -> Result<(), RelayError> {
        let mut ahead = None;
        while !self.shard.stop.is_requested() {
            let begun = self.shard.rounds.begun();
            let rows = match ahead.take() {
                Some(rows) => rows,
                None => self.take(&[]).await?,
            };
            if rows.is_empty() {
                self.idle(begun, failures).await?;
                continue;
            }
            self.poll = self.shard.shared.options.poll;
            ahead = self.publish(rows).await?;
            *failures = 0;
            self.shard.health(Health::Working);
            self.low.advance(&mut self.desk).await?;
        }
        Ok(())
    }

    /// New changes, and replayed ones when there is room for them.
    async fn take(&mut self, in_flight: &[QueueRow]) -> Result<Vec<QueueRow>, RelayError> {
        let options = &self.shard.shared.options;
        let now = self.shard.shared.clock.now().as_unix_micros();
        let ask = Ask { above: self.low.low(), limit: options.batch, in_flight, now };
        let mut rows = self.desk.take(ask).await?;
        if rows.len() < options.batch {
            let ask = Ask { above: 0, limit: options.replay_batch, ..ask };
            rows.extend(self.desk.take_replayed(ask).await?);
        }
        Ok(rows)
    }

    /// Waits for a hint or for the next look; the time between looks grows while nothing happens.
    async fn idle(&mut self, begun: u64, failures: &mut u32) -> Result<(), RelayError> {
        let shard = &mut *self.shard;
        shard.shared.numbers.oldest_ms.set(0);
        shard.rounds.idle(begun);
        *failures = 0;
        shard.health(Health::Working);
        self.low.advance(&mut self.desk).await?;
        if !self.parked.is_empty() && self.reloaded.elapsed() >= Duration::from_secs(1) {
            self.reload().await?;
        }
        let shard = &mut *self.shard;
        tokio::select! {
            () = shard.heard.next() => self.poll = shard.shared.options.poll,
            () = shard.rounds.asked() => {}
            () = tokio::time::sleep(self.poll) => self.poll = (self.poll * 2).min(shard.shared.options.idle_poll),
            () = shard.stop.requested() => {}
        }
        Ok(())
    }

    /// Publishes rows and removes what is confirmed; gives what was taken meanwhile, when the rows filled a batch.
    async fn publish(&mut self, rows: Vec<QueueRow>) -> Result<Option<Vec<QueueRow>>, RelayError> {
        let shared = Arc::clone(&self.shard.shared);
        self.observe(&rows);
        let parks = if shared.options.on_poison == OnPoison::Skip { Parks::Nothing } else { Parks::Keys };
        let is_full = rows.len() >= shared.options.batch;
        let batch = Batch::new(shared.source, rows, &self.parked, parks);
        if !batch.waiting.is_empty() && self.reload().await? {
            // Earlier changes of a key are in the queue again and go first.
            return Ok(None);
        }
        self.put_aside(&batch).await?;
        let (published, ahead) = if is_full {
            // The broker is written to and the database read at the same time.
            let (producer, now) = (&mut self.producer, shared.clock.now().as_unix_micros());
            let (above, limit) = (self.low.low(), shared.options.batch);
            let ask = Ask { above, limit, in_flight: &batch.rows, now };
            let (published, ahead) = tokio::join!(producer.publish(&batch.messages), self.desk.take(ask));
            (published, Some(ahead?))
        } else {
            (self.producer.publish(&batch.messages).await, None)
        };
        self.desk.remove(&batch.done(published.confirmed)).await?;
        shared.numbers.published.add(published.confirmed);
        match published.failure {
            None => Ok(ahead.filter(|it| !it.is_empty())),
            Some(PublishError::Unacceptable(reason)) => {
                self.put_aside(&batch.refused(published.confirmed, reason)).await?;
                // What was read meanwhile may wait for the refused one.
                Ok(None)
            }
            Some(failure) => Err(failure.into()),
        }
    }

    async fn put_aside(&mut self, batch: &Batch) -> Result<(), RelayError> {
        let shared = Arc::clone(&self.shard.shared);
        let now = shared.clock.now().as_unix_micros();
        for (at, reason) in &batch.poison {
            let row = &batch.rows[*at];
            if shared.options.on_poison == OnPoison::Halt {
                return Err(RelayError::Poison(reason.clone()));
            }
            let is_decided = shared.options.on_poison == OnPoison::Skip;
            self.desk.put_aside(&Aside { row, reason: reason.clone(), is_decided }, now).await?;
            tracing::error!(stream = shared.source.stream.address, sequence = row.id, reason, "a change is put aside");
            shared.numbers.poisoned.add(1);
            self.parked.extend(row.key().filter(|_| !is_decided).map(str::to_owned));
        }
        for at in &batch.waiting {
            let reason = "waits for an earlier change of its key".to_owned();
            self.desk.put_aside(&Aside { row: &batch.rows[*at], reason, is_decided: false }, now).await?;
        }
        shared.numbers.waiting.add(batch.waiting.len());
        shared.numbers.parked_keys.set(self.parked.len() as u64);
        Ok(())
    }

    /// Reads anew which keys are parked; tells whether one is no longer, so that reading has to begin anew.
    async fn reload(&mut self) -> Result<bool, RelayError> {
        self.reloaded = Instant::now();
        let parked: BTreeSet<_> = self.desk.parked_keys().await?.into_iter().collect();
        let is_released = self.parked.iter().any(|key| !parked.contains(key));
        if is_released {
            self.low.reset();
        }
        self.parked = parked;
        self.shard.shared.numbers.parked_keys.set(self.parked.len() as u64);
        Ok(is_released)
    }

    fn observe(&mut self, rows: &[QueueRow]) {
        let shared = &self.shard.shared;
        let live = rows.iter().filter(|it| it.replay.is_none());
        if let Some(oldest) = live.clone().map(|it| it.time).min() {
            shared.numbers.oldest_ms.set(age(oldest, shared.clock.now()));
        }
        shared.numbers.batches.add(1);
        shared.numbers.batch_size.set(rows.len() as u64);
        live.for_each(|it| self.low.saw(it.id));
    }
}

fn age(then: DateTime, now: DateTime) -> u64 {
    let micros = now.as_unix_micros().saturating_sub(then.as_unix_micros());
    millis(Duration::from_micros(u64::try_from(micros).unwrap_or(0)))
}
