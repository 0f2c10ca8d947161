//! How a relay works.

use std::time::Duration;

use crate::backoff::Backoff;

/// How a relay works; the defaults suit most.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RelayOptions {
    /// The most changes that are taken at once.
    pub batch: usize,
    /// The most replayed changes that are taken at once, and only when fewer new ones wait.
    pub replay_batch: usize,
    /// How soon the queue is looked at again after the last change.
    pub poll: Duration,
    /// How seldom the queue is looked at when nothing happens.
    pub idle_poll: Duration,
    /// How often the relay looks whether it may pass over what is published and removed, which costs two small queries.
    pub pass_over: Duration,
    /// The waits when broker or database fail.
    pub backoff: Backoff,
    /// What is done about a change that can never be published.
    pub on_poison: OnPoison,
    /// How long it stays noted that a change was left out, by `OnPoison::Skip` or by a person.
    pub keep_decided: Duration,
    /// How long a leader may be silent before another process takes over.
    pub silence: Duration,
}

/// What is done about a change that can never be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnPoison {
    /// It and later changes of its key are put aside until somebody decides; other keys go on.
    ParkKey,
    /// It is put aside as decided, and later changes of its key go on.
    Skip,
    /// Nothing is published any more until somebody acts.
    Halt,
}

impl Default for RelayOptions {
    fn default() -> Self {
        Self {
            batch: 1000,
            replay_batch: 100,
            poll: Duration::from_millis(5),
            idle_poll: Duration::from_millis(100),
            pass_over: Duration::from_secs(1),
            backoff: Backoff { first: Duration::from_millis(100), longest: Duration::from_secs(30) },
            on_poison: OnPoison::ParkKey,
            keep_decided: Duration::from_hours(14 * 24),
            silence: Duration::from_mins(1),
        }
    }
}
