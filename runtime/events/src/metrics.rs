//! What is counted: in this process, without a query that would get slower with the number of rows.
//!
//! With the feature `metrics` the same numbers go to the `metrics` facade, labelled with the stream.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A number that only grows, or one that is set anew; named for dashboards.
#[derive(Debug)]
pub(crate) struct Number {
    #[cfg(feature = "metrics")]
    name: &'static str,
    #[cfg(feature = "metrics")]
    stream: &'static str,
    value: AtomicU64,
}

impl Number {
    fn new(name: &'static str, stream: &'static str) -> Self {
        #[cfg(not(feature = "metrics"))]
        let _ = (name, stream);
        Self {
            #[cfg(feature = "metrics")]
            name,
            #[cfg(feature = "metrics")]
            stream,
            value: AtomicU64::new(0),
        }
    }

    /// Adds to a number that grows.
    pub(crate) fn add(&self, count: usize) {
        let count = count as u64;
        self.value.fetch_add(count, Ordering::Relaxed);
        #[cfg(feature = "metrics")]
        metrics::counter!(self.name, "stream" => self.stream).increment(count);
    }

    /// Sets a number that goes up and down.
    pub(crate) fn set(&self, value: u64) {
        self.value.store(value, Ordering::Relaxed);
        #[cfg(feature = "metrics")]
        #[allow(clippy::cast_precision_loss, reason = "gauges are floats")]
        metrics::gauge!(self.name, "stream" => self.stream).set(value as f64);
    }

    fn get(&self) -> u64 {
        self.value.load(Ordering::Relaxed)
    }
}

macro_rules! numbers {
    ($(#[$about:meta])* $name:ident, $snapshot:ident, $prefix:literal, { $($(#[$field_about:meta])* $field:ident,)* }) => {
        #[derive(Debug)]
        pub(crate) struct $name { $(pub(crate) $field: Number,)* }

        impl $name {
            pub(crate) fn new(stream: &'static str) -> Self {
                Self { $($field: Number::new(concat!($prefix, stringify!($field)), stream),)* }
            }

            pub(crate) fn snapshot(&self) -> $snapshot {
                $snapshot { $($field: self.$field.get(),)* }
            }
        }

        $(#[$about])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $snapshot { $($(#[$field_about])* pub $field: u64,)* }
    };
}

numbers! {
    /// What a relay has done since its process began.
    RelayNumbers, RelayMetrics, "apigen_relay_", {
        /// Messages that the broker confirmed.
        published,
        /// Batches that were published.
        batches,
        /// Messages of the last batch.
        batch_size,
        /// Times that the broker took less than a batch.
        publish_failures,
        /// Times that the database failed.
        database_failures,
        /// Changes that could not be made events, or that no broker takes.
        poisoned,
        /// Changes that wait for an earlier one of their key.
        waiting,
        /// Keys whose events wait.
        parked_keys,
        /// Milliseconds that the oldest queued change had waited when it was looked at last; 0 when there is none.
        oldest_ms,
    }
}

numbers! {
    /// What a consumer has done since its process began.
    ConsumerNumbers, ConsumerMetrics, "apigen_consumer_", {
        /// Messages that arrived, duplicates included.
        received,
        /// Events that were stored for the first time.
        stored,
        /// Messages whose event was stored already.
        duplicates,
        /// Messages for another consumer's replay.
        not_ours,
        /// Events of a time beyond the horizon, and messages that are no events: kept aside.
        odd,
        /// Events that this version does not know: kept for the next.
        unknown,
        /// Events whose effect is committed.
        handled,
        /// Batches that were handled.
        batches,
        /// Events of the last batch.
        batch_size,
        /// Events whose handler failed and is run again later.
        retried,
        /// Events that are parked until somebody decides.
        parked,
        /// Events that wait for an earlier one of their key.
        waiting,
        /// Times that the circuit opened because most keys failed.
        circuit_opened,
        /// Times that the database failed.
        database_failures,
        /// Times that the transport failed.
        transport_failures,
        /// Events that are stored and not handled yet, as far as this process knows.
        backlog,
        /// Milliseconds from the change to its handled event, of the last batch's oldest event.
        lag_ms,
    }
}

/// A duration as gauges show it.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
