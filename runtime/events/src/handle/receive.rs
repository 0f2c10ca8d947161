//! The receiving half: from the broker into the inbox, no faster than events are handled.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::options::Mode;
use super::outcome::{attempt, begin, observe};
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
}

impl<'a> Receiver<'a> {
    pub(super) fn new(shared: &'a Arc<Shared>, store: Store, subscription: Box<dyn Subscription>, stop: Stop) -> Self {
        Self { shared, store, subscription, stop, told: BTreeSet::new(), is_asked: false }
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
            if !matches!(self.shared.pulse.worst(), Health::CircuitOpen(_)) {
                self.shared.pulse.set(0, Health::Working);
            }
            *failures = 0;
            if deliveries.is_empty() {
                self.store.ping().await?;
                self.shared.received.idle(begun);
                continue;
            }
            self.keep(deliveries).await?;
            self.subscription.acknowledge().await?;
        }
        Ok(())
    }

    /// What arrives next; nothing when the wait was cut short.
    async fn next(&mut self) -> Result<Option<Vec<Delivery>>, TransportError> {
        let options = &self.shared.options;
        let wait = if std::mem::take(&mut self.is_asked) { SHORT } else { options.poll.min(options.silence / 3) };
        let next = tokio::select! {
            biased;
            () = self.stop.requested() => return Ok(None),
            next = self.subscription.next(options.batch, wait) => next,
            () = self.shared.received.asked() => {
                self.is_asked = true;
                return Ok(None);
            }
        };
        match next {
            Err(error @ TransportError::Lapsed { .. }) => {
                self.shared.reporter.tell(&Report::Lapsed { problem: error.to_string() });
                Ok(None)
            }
            other => other.map(Some),
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
        let sorted = sort(shared.stream, &shared.name, deliveries, now, shared.options.horizon);
        shared.numbers.not_ours.add(sorted.not_ours);
        if shared.options.mode == Mode::Fused && self.handle_at_once(&sorted).await? {
            return Ok(());
        }
        let offered = sorted.new.len() + sorted.replayed.len();
        let mut kept = self.store.keep(&sorted, now).await?;
        shared.numbers.stored.add(kept.stored);
        shared.numbers.duplicates.add(sorted.duplicates + offered - kept.stored);
        shared.numbers.unknown.add(kept.stored - kept.queued);
        shared.numbers.odd.add(kept.odd);
        if kept.queued > 0 {
            let places = std::mem::take(&mut kept.places);
            shared.recent().keep(places.into_iter().map(|(seq, at)| Stored::of_entry(seq, &sorted.new[at])));
            shared.queued(kept.queued);
        }
        self.report(&sorted, kept.stored > kept.queued, kept.odd > 0);
        Ok(())
    }

    /// Stores and handles in one transaction, when nothing stands against it: nothing before that waits, no event that
    /// needs more than a place in the inbox.
    async fn handle_at_once(&mut self, sorted: &Sorted) -> Result<bool, TermError> {
        let shared = self.shared;
        let is_plain = sorted.replayed.is_empty() && sorted.odd.is_empty() && sorted.new.iter().all(|it| it.is_known);
        if !is_plain || shared.backlog() > 0 || !shared.held().is_empty() || sorted.new.is_empty() {
            return Ok(false);
        }
        let now = shared.clock.now();
        let mut transaction = begin(shared).await?;
        let places = keep_for_handling(&mut transaction, &shared.inbox, &sorted.new, now).await?;
        let events: Vec<_> = places.iter().map(|at| Stored::of_entry(0, &sorted.new[*at])).collect();
        let borrowed: Vec<_> = events.iter().collect();
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
