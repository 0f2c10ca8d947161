//! The name of a stream, and how much of it is kept.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{InvalidName, check};

/// A stream: its name, and how much of it the transport keeps.
///
/// The name carries namespace, major version, stream and encoding: `io.acme.user.v0.user_events.json`. It is the
/// name of the exchange, the subject or the row at the broker, and the `source` of every event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamAddress {
    name: Arc<str>,
    limits: Limits,
}

/// How much of a stream is kept, and how large one message may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long a message is kept for consumers that have not taken it.
    pub retention: Duration,
    /// How many messages may wait for the slowest consumer before producers are told to wait.
    pub backlog: u64,
    /// Bytes of the largest message, its headers included.
    pub largest_message: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { retention: Duration::from_hours(7 * 24), backlog: 10_000_000, largest_message: 1024 * 1024 - 4096 }
    }
}

impl StreamAddress {
    /// The stream of that full name, with limits that suit most: 7 days, ten million waiting messages of 1 MiB.
    ///
    /// # Errors
    /// That the name cannot be one of a stream.
    pub fn new(name: &str) -> Result<Self, InvalidName> {
        check("the stream's name", name, 200)?;
        Ok(Self { name: name.into(), limits: Limits::default() })
    }

    /// The same stream with its declared retention.
    #[must_use]
    pub fn with_retention(mut self, retention: Duration) -> Self {
        self.limits.retention = retention;
        self
    }

    /// The same stream, whose producers are told to wait when that many messages wait for a consumer.
    #[must_use]
    pub fn with_backlog(mut self, messages: u64) -> Self {
        self.limits.backlog = messages;
        self
    }

    /// The same stream, which takes no message above that many bytes.
    #[must_use]
    pub fn with_largest_message(mut self, bytes: usize) -> Self {
        self.limits.largest_message = bytes;
        self
    }

    /// The full name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How much is kept.
    pub fn limits(&self) -> Limits {
        self.limits
    }
}

impl fmt::Display for StreamAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
