//! Up to where the queue is empty for good, so that reading passes over nothing that is dead already.
//!
//! While any snapshot is held, removed rows stay where they were, and a reader from the beginning gets slower with each
//! of them. Ids become visible out of order, so "above the last one" would lose changes; an id may be passed only when
//! every transaction that could have taken it or a smaller one has ended.

use std::time::Duration;

use apigen_store::StoreError;
use tokio::time::Instant;

use super::desk::Desk;

/// How often the mark begins anew, for rows that somebody put back by hand.
const ANEW: Duration = Duration::from_mins(1);

/// The mark of a shard.
#[derive(Debug)]
pub(crate) struct LowWater {
    /// Nothing at or below it is queued.
    low: i64,
    /// The largest id that was seen.
    seen: i64,
    /// An id, and a transaction that began after the id was seen.
    pending: Option<(i64, i64)>,
    every: Duration,
    looked: Instant,
    began: Instant,
}

impl LowWater {
    /// A mark that is moved so often at most.
    pub(crate) fn new(every: Duration) -> Self {
        let now = Instant::now();
        Self { low: 0, seen: 0, pending: None, every, looked: now, began: now }
    }

    /// Where reading begins.
    pub(crate) fn low(&self) -> i64 {
        self.low
    }

    /// Takes note of an id that was read.
    pub(crate) fn saw(&mut self, id: i64) {
        self.seen = self.seen.max(id);
    }

    /// Begins anew, since smaller ids may have come back.
    pub(crate) fn reset(&mut self) {
        *self = Self::new(self.every);
    }

    /// Moves the mark when it is time to; says nothing new otherwise. What is on its way is still queued, and so never
    /// passed.
    pub(crate) async fn advance(&mut self, desk: &mut Desk) -> Result<(), StoreError> {
        let now = Instant::now();
        if now.duration_since(self.began) >= ANEW {
            self.reset();
        }
        if now.duration_since(self.looked) < self.every || self.seen <= self.low {
            return Ok(());
        }
        self.looked = now;
        match self.pending {
            None => self.pending = desk.horizon().await?.map(|horizon| (self.seen, horizon)),
            Some((id, horizon)) if desk.is_done(horizon, self.low, id).await? => {
                self.low = id;
                self.pending = None;
            }
            Some(_) => {}
        }
        Ok(())
    }
}
