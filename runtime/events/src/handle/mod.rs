//! From the broker to the handler: a consumer stores what arrives in its own tables, then handles it in batches.
//!
//! The effect of an event, the note that it is handled and its removal from the queue are one transaction, so the effect
//! happens once although the event may arrive several times. A batch that fails is halved until the bad event stands
//! alone; that one is tried again later or parked, events of its key wait for it, all others go on.

mod batch;
mod circuit;
mod event;
mod gather;
mod options;
mod outcome;
mod receive;
mod report;
mod retry;
mod running;
mod term;
#[cfg(test)]
mod tests;
mod typed;
mod work;

use std::sync::Arc;

use apigen_store::Database;
use serde::de::DeserializeOwned;

pub use circuit::CircuitOptions;
pub use event::{Event, Handle, HandleError};
pub use options::{ConsumerOptions, Mode};
pub use report::Report;
pub use running::{ConsumerError, RunningConsumer};

use report::Reporter;
use typed::{Run, Typed};

use crate::ConsumerName;
use crate::clock::Clock;
use crate::stream::Stream;
use crate::transport::Transport;

/// Consumes a stream into a database, for one handler.
pub struct Consumer {
    database: Database,
    transport: Arc<dyn Transport>,
    stream: &'static Stream,
    name: ConsumerName,
    handler: Arc<dyn Run>,
    options: ConsumerOptions,
    clock: Clock,
    reporter: Reporter,
}

impl Consumer {
    /// A consumer with default options; `E` is the stream's union.
    pub fn new<E, H>(
        database: Database,
        transport: Arc<dyn Transport>,
        stream: &'static Stream,
        name: ConsumerName,
        handler: H,
    ) -> Self
    where
        E: DeserializeOwned + Send + Sync + 'static,
        H: Handle<E>,
    {
        let handler = Arc::new(Typed::<E, H>::new(handler));
        let (options, clock, reporter) = (ConsumerOptions::default(), Clock::default(), Reporter::default());
        Self { database, transport, stream, name, handler, options, clock, reporter }
    }

    /// With other options.
    #[must_use]
    pub fn with(self, options: ConsumerOptions) -> Self {
        Self { options, ..self }
    }

    /// By another clock.
    #[must_use]
    pub fn at(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Tells somebody what needs attention; without it, it is logged.
    #[must_use]
    pub fn reporting(self, report: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        Self { reporter: Reporter::new(report), ..self }
    }
}
