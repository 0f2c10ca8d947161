//! Time as the product sees it: the system's clock, or one that a test sets.

use std::sync::Arc;
use std::time::Duration;

use apigen_types::DateTime;
use tokio::sync::watch;

/// Where the time of micro-batches, retries, replays and partitions comes from; clones are the same clock.
///
/// Waiting for servers and brokers goes by the system's monotonic clock whatever this one says.
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Arc<watch::Sender<DateTime>>>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still until a test moves it.
    pub fn manual(now: DateTime) -> Self {
        Self(Some(Arc::new(watch::Sender::new(now))))
    }

    /// This moment.
    pub fn now(&self) -> DateTime {
        self.0.as_ref().map_or_else(DateTime::now, |it| *it.borrow())
    }

    /// Sets a manual clock, forwards or backwards; the system's clock is nobody's to set, so nothing happens.
    pub fn set(&self, now: DateTime) {
        if let Some(manual) = &self.0 {
            manual.send_replace(now);
        }
    }

    /// Moves a manual clock on.
    pub fn advance(&self, by: Duration) {
        if let Some(later) = self.now().checked_add(by) {
            self.set(later);
        }
    }

    /// Waits so long; a step of the system's clock changes nothing about it.
    pub async fn sleep(&self, duration: Duration) {
        let Some(manual) = &self.0 else { return tokio::time::sleep(duration).await };
        let Some(end) = self.now().checked_add(duration) else { return std::future::pending().await };
        // The sender lives as long as this clock, so the wait ends by reaching the moment only.
        let _ = manual.subscribe().wait_for(|now| *now >= end).await;
    }
}
