//! The receiving half: from the broker into the inbox, no faster than events are handled.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use apigen_store::StoreError;

use super::gather::gather;
use super::options::Mode;
use super::outcome::{ask_held, attempt, begin, observe};
use super::report::Report;
use super::running::Shared;
use super::term::TermError;
use crate::health::Health;
use crate::inbox::{Sorted, Store, Stored, keep_for_handling, sort};
use crate::running::Stop;
use crate::transport::{Delivery, Subscription, TransportError};

/// How long to wait for messages when somebody waits to hear that there are none.
const SHORT: Duration = Duration::from_millis(20);

pub(super) struct Receiver<'a> {
    shared: &'a Arc<Shared>,
    store: Store,
    subscription: Box<dyn Subscription>,
    stop: Stop,
    /// Discriminators that somebody has been told about.
    told: BTreeSet<String>,
    /// Somebody waits to hear that there is nothing more.
    is_asked: bool,
    /// What was handed out and is not stored yet.
    gathered: Vec<Delivery>,
}

impl<'a> Receiver<'a> {
    pub(super) fn new(shared: &'a Arc<Shared>, store: Store, subscription: Box<dyn Subscription>, stop: Stop) -> Self {
        Self { shared, store, subscription, stop, told: BTreeSet::new(), is_asked: false, gathered: Vec::new() }
    }

    /// Receives until it is stopped.
    pub(super) async fn run(mut self, failures: &mut u32) -> Result<(), TermError> {
        while !self.stop.is_requested() {
            let begun = self.shared.received.begun();
            if self.shared.backlog() >= self.shared.options.backlog {
                self.wait_for_room().await?;
                continue;
            }
            let Some(deliveries) = self.next().await? else { continue };
            let stands_by = deliveries.is_empty() && self.subscription.stands_by();
            if !matches!(self.shared.pulse.worst(), Health::CircuitOpen(_)) {
                self.shared.pulse.set(0, if stands_by { Health::StandingBy } else { Health::Working });
            }
            *failures = 0;
            if deliveries.is_empty() {
                self.store.ping().await?;
                if !stands_by {
                    self.shared.received.idle(begun);
                }
                continue;
            }
            self.keep(deliveries).await?;
            self.subscription.acknowledge().await?;
            self.store.ping_unless_said(self.shared.options.silence / 3).await?;
        }
        Ok(())
    }

    /// What arrives next; nothing when the wait was cut short.
    async fn next(&mut self) -> Result<Option<Vec<Delivery>>, TransportError> {
        let options = &self.shared.options;
        let wait = if std::mem::take(&mut self.is_asked) { SHORT } else { options.poll.min(options.silence / 3) };
        let arrived = tokio::select! {
            biased;
            () = self.stop.requested() => return Ok(None),
            arrived = gather(&mut *self.subscription, &mut self.gathered, options.batch, wait) => arrived,
            () = self.shared.received.asked() => {
                self.is_asked = true;
                return Ok(None);
            }
        };
        match arrived {
            Ok(()) => Ok(Some(std::mem::take(&mut self.gathered))),
            Err(error @ TransportError::Lapsed { .. }) => {
                self.shared.reporter.tell(&Report::Lapsed { problem: error.to_string() });
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    async fn wait_for_room(&mut self) -> Result<(), TermError> {
        tokio::select! {
            () = self.shared.made_room.notified() => {}
            () = tokio::time::sleep(self.shared.options.silence / 3) => self.store.ping().await?,
            () = self.stop.requested() => {}
        }
        Ok(())
    }

    async fn keep(&mut self, deliveries: Vec<Delivery>) -> Result<(), TermError> {
        let (shared, now) = (self.shared, self.shared.clock.now());
        shared.numbers.received.add(deliveries.len());
        let mut sorted = sort(shared.stream, &shared.name, deliveries, now, shared.options.horizon);
        shared.numbers.not_ours.add(sorted.not_ours);
        if shared.options.mode == Mode::Fused && self.handle_at_once(&sorted).await? {
            return Ok(());
        }
        let offered = sorted.new.len() + sorted.replayed.len();
        let kept = self.store.keep(&sorted, now).await?;
        shared.numbers.stored.add(kept.stored);
        shared.numbers.duplicates.add(sorted.duplicates + offered - kept.stored);
        shared.numbers.unknown.add(kept.stored - kept.queued);
        shared.numbers.odd.add(kept.odd);
        self.report(&sorted, kept.stored > kept.queued, kept.odd > 0);
        if kept.queued > 0 {
            let known = sorted.new.drain(..).filter(|it| it.is_known);
            shared.recent().keep(kept.places.into_iter().zip(known).map(|(seq, it)| Stored::new(seq, it)).collect());
            shared.queued(kept.queued);
        }
        Ok(())
    }

    /// Stores and handles in one transaction, when nothing stands against it: nothing before that waits, no event that
    /// needs more than a place in the inbox.
    async fn handle_at_once(&mut self, sorted: &Sorted) -> Result<bool, TermError> {
        let shared = self.shared;
        let is_plain = sorted.replayed.is_empty() && sorted.odd.is_empty() && sorted.new.iter().all(|it| it.is_known);
        if !is_plain || !shared.nothing_waits() || !shared.held().is_empty() || sorted.new.is_empty() {
            return Ok(false);
        }
        let now = shared.clock.now();
        let mut transaction = begin(shared).await?;
        let expect = self.store.expect();
        let places = match keep_for_handling(&mut transaction, &shared.inbox, &sorted.new, now, expect).await {
            Err(StoreError::AlreadyExists(_)) => {
                transaction.rollback().await?;
                self.store.found(1);
                return Ok(false);
            }
            places => places?,
        };
        self.store.found(sorted.new.len() - places.len());
        let events: Vec<_> = places.iter().map(|at| Stored::new(0, sorted.new[*at].clone())).collect();
        let borrowed: Vec<_> = events.iter().collect();
        if !ask_held(shared, &mut transaction, &borrowed).await?.is_empty() {
            transaction.rollback().await?;
            return Ok(false);
        }
        if let Err(error) = attempt(shared, transaction, &borrowed).await? {
            tracing::debug!(%error, "a batch failed and goes through the queue");
            return Ok(false);
        }
        shared.numbers.stored.add(events.len());
        shared.numbers.duplicates.add(sorted.duplicates + sorted.new.len() - events.len());
        observe(shared, &borrowed);
        Ok(true)
    }

    fn report(&mut self, sorted: &Sorted, has_unknown: bool, has_odd: bool) {
        let reporter = &self.shared.reporter;
        if has_unknown {
            let unknown = sorted.new.iter().chain(&sorted.replayed).filter(|it| !it.is_known);
            for discriminator in unknown.map(|it| it.discriminator.clone()) {
                if self.told.insert(discriminator.clone()) {
                    reporter.tell(&Report::Unknown { discriminator });
                }
            }
        }
        if has_odd {
            sorted.odd.iter().for_each(|it| reporter.tell(&Report::Odd { problem: it.problem.clone() }));
        }
    }
}
