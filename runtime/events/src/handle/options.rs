//! How a consumer works.

use std::time::Duration;

use super::circuit::CircuitOptions;
use crate::backoff::Backoff;

/// How a consumer works; the defaults suit most.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ConsumerOptions {
    /// What its tables are called; the stream's name when absent. Two consumers in one database need two.
    pub inbox: Option<String>,
    /// The most events that are stored, and handled, at once.
    pub batch: usize,
    /// How long events gather before they are handled, unless a batch is full. Zero handles them as they arrive.
    pub interval: Duration,
    /// Whether events are stored first and handled then, or both at once.
    pub mode: Mode,
    /// The most events that wait to be handled; beyond them nothing is fetched from the broker.
    pub backlog: usize,
    /// How long events are kept, and so how old a copy may be to be recognised. Longer than the broker keeps messages,
    /// retries last and replays reach back, and at most 366 days; it is checked when the consumer starts. What was kept
    /// aside (`odd`) and events that somebody skipped are forgotten after the same time.
    pub horizon: Duration,
    /// The waits between tries of an event that fails.
    pub retry: Backoff,
    /// How often an event is tried before it is parked.
    pub attempts: u32,
    /// When so much fails that it is not the events.
    pub circuit: CircuitOptions,
    /// The waits when broker or database fail.
    pub backoff: Backoff,
    /// The longest wait for messages in one call to the broker.
    pub poll: Duration,
    /// How long a leader may be silent before another process takes over; a handler that does something else for longer
    /// within its transaction loses it.
    pub silence: Duration,
    /// What is recorded beside failures, to tell which version failed.
    pub version: String,
}

/// Whether events are stored first and handled then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Stored in one transaction, handled in another: the broker is done with early, and both go on at the same time.
    Staged,
    /// Stored and handled in one transaction, which costs less; for handlers that are quick.
    Fused,
}

impl Default for ConsumerOptions {
    fn default() -> Self {
        Self {
            inbox: None,
            batch: 1000,
            interval: Duration::from_millis(250),
            mode: Mode::Staged,
            backlog: 10_000,
            horizon: Duration::from_hours(14 * 24),
            retry: Backoff { first: Duration::from_secs(1), longest: Duration::from_hours(1) },
            attempts: 12,
            circuit: CircuitOptions::default(),
            backoff: Backoff { first: Duration::from_millis(100), longest: Duration::from_secs(30) },
            poll: Duration::from_millis(500),
            silence: Duration::from_mins(1),
            version: String::new(),
        }
    }
}
