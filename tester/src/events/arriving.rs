//! Events that arrive while nobody looks.

use std::time::Duration;

use apigen_conform::{Event, Failure};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, timeout_at};

/// The most bytes that a run listens to.
const MOST: usize = 64 << 20;

/// How many quiet times a stream without an end may take.
const TIMES: u32 = 10;

/// The end at which events are asked for.
pub(super) struct Arriving {
    events: UnboundedReceiver<Result<Event, Failure>>,
    is_open: bool,
}

/// The end at which events come in; each reader of a source has one.
#[derive(Clone)]
pub(super) struct Arrivals(UnboundedSender<Result<Event, Failure>>);

/// Nobody listens any more, or nothing more should be read.
#[derive(Debug)]
pub(super) struct Closed;

/// How much a reader has read.
#[derive(Debug, Default)]
pub(super) struct Read(usize);

/// Both ends.
pub(super) fn arriving() -> (Arrivals, Arriving) {
    let (sender, events) = unbounded_channel();
    (Arrivals(sender), Arriving { events, is_open: true })
}

impl Arriving {
    /// What has come since the last time, as soon as nothing came for so long.
    pub(super) async fn heard(&mut self, quiet: Duration) -> Result<Vec<Event>, Failure> {
        let end = Instant::now() + quiet * TIMES;
        let mut heard = Vec::new();
        while let Ok(next) = timeout_at(end.min(Instant::now() + quiet), self.events.recv()).await {
            let Some(event) = next else {
                self.is_open = false;
                break;
            };
            heard.push(event?);
        }
        Ok(heard)
    }

    /// Whether there may be more to hear.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }
}

impl Arrivals {
    pub(super) fn event(&self, event: Event) -> Result<(), Closed> {
        self.0.send(Ok(event.heard(Instant::now().into_std()))).map_err(|_| Closed)
    }

    /// Tells why nothing more comes.
    pub(super) fn failure(&self, failure: Failure) {
        // Whoever does not listen any more has no use for the reason.
        let _ = self.0.send(Err(failure));
    }
}

impl Read {
    /// Counts bytes that were read; after too many of them nobody is told more.
    pub(super) fn count(&mut self, bytes: usize, arrivals: &Arrivals) -> Result<(), Closed> {
        self.0 += bytes;
        if self.0 <= MOST {
            return Ok(());
        }
        arrivals.failure(Failure::TooLarge(MOST));
        Err(Closed)
    }
}
