//! How fast requests go out, how long answers may take, and when it is enough.

use std::sync::Arc;
use std::time::Duration;

use apigen_conform::Halt;
use tokio::sync::{Mutex, watch};
use tokio::time::{Instant, sleep, sleep_until};

/// How fast requests go out, how long answers may take, and when it is enough; clones are stopped together.
#[derive(Debug, Clone)]
pub struct Pace {
    /// The time within which a whole answer must be there.
    pub timeout: Duration,
    /// The most bytes of a body that are read.
    pub longest_body: usize,
    /// The time between two requests.
    interval: Option<Duration>,
    next: Arc<Mutex<Option<Instant>>>,
    /// When no more requests are sent.
    ends: Option<Instant>,
    stopped: Arc<watch::Sender<bool>>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            longest_body: 16 << 20,
            interval: None,
            next: Arc::default(),
            ends: None,
            stopped: Arc::default(),
        }
    }
}

impl Pace {
    /// The time within which a whole answer must be there; ten seconds when nothing is said.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The most bytes of a body that are read; 16 MiB when nothing is said.
    #[must_use]
    pub fn longest_body(mut self, bytes: usize) -> Self {
        self.longest_body = bytes;
        self
    }

    /// At most this many requests a second; zero for no limit.
    #[must_use]
    pub fn rate(mut self, per_second: u32) -> Self {
        self.interval = Duration::from_secs(1).checked_div(per_second);
        self
    }

    /// No more requests after this time from now, but for cleaning up.
    #[must_use]
    pub fn ends_after(mut self, duration: Duration) -> Self {
        self.ends = Some(Instant::now() + duration);
        self
    }

    /// Ends a run from outside, as an interrupt does: nothing more is sent, but for cleaning up.
    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }

    pub(crate) fn halt(&self) -> Option<Halt> {
        if *self.stopped.borrow() {
            return Some(Halt::Interrupted);
        }
        self.ends.is_some_and(|it| Instant::now() >= it).then_some(Halt::OutOfTime)
    }

    /// Waits as long as a service wants its callers to wait, or until the run is to end.
    pub(crate) async fn pause(&self, duration: Duration) {
        let mut stopped = self.stopped.subscribe();
        tokio::select! {
            () = sleep(duration) => {}
            // Invariant: the sender lives as long as this.
            _ = stopped.wait_for(|it| *it) => {}
        }
    }

    /// Waits until the next request may go out.
    pub(crate) async fn wait(&self) {
        let Some(interval) = self.interval else { return };
        let mut next = self.next.lock().await;
        if let Some(it) = *next {
            sleep_until(it).await;
        }
        *next = Some(Instant::now() + interval);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_is_stopped_does_not_wait_for_a_service() {
        let pace = Pace::default();
        let began = Instant::now();
        pace.pause(Duration::from_secs(30)).await;
        assert_eq!((began.elapsed(), pace.halt()), (Duration::from_secs(30), None));
        pace.clone().stop();
        pace.pause(Duration::from_secs(30)).await;
        assert_eq!((began.elapsed(), pace.halt()), (Duration::from_secs(30), Some(Halt::Interrupted)));
    }

    #[tokio::test(start_paused = true)]
    async fn time_comes_to_an_end() {
        let pace = Pace::default().ends_after(Duration::from_secs(1));
        assert_eq!(pace.halt(), None);
        pace.pause(Duration::from_secs(1)).await;
        assert_eq!(pace.halt(), Some(Halt::OutOfTime));
    }
}
