//! How fast requests go out, how long answers may take, and when it is enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// How fast requests go out, how long answers may take, and when it is enough.
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
    stopped: Arc<AtomicBool>,
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

    /// What ends a run from outside, such as an interrupt.
    pub fn stopper(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stopped)
    }

    pub(crate) fn should_stop(&self) -> bool {
        self.stopped.load(Ordering::Relaxed) || self.ends.is_some_and(|it| Instant::now() >= it)
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
