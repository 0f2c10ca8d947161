//! Time that never stands still, so that what happened later has a later time.

use jiff::{SignedDuration, Timestamp};

/// The time of the machine, made to rise with each reading.
#[derive(Debug)]
pub(crate) struct Clock {
    last: Timestamp,
}

impl Default for Clock {
    fn default() -> Self {
        Self { last: Timestamp::UNIX_EPOCH }
    }
}

impl Clock {
    /// A moment after all moments before, in microseconds.
    pub(crate) fn now(&mut self) -> String {
        let next = self.last.saturating_add(SignedDuration::from_micros(1)).unwrap_or(Timestamp::MAX);
        self.last = Timestamp::now().max(next);
        format!("{:.6}", self.last)
    }
}
