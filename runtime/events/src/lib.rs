//! Event streams: the transports, and what carries events from a producer's tables to a consumer's.
//!
//! Generated crates are thin: what can be written once stands here.
#![warn(clippy::missing_errors_doc)]

pub mod address;
mod backoff;
mod clock;
mod handle;
mod health;
mod identity;
mod inbox;
mod leader;
mod maintenance;
pub mod message;
mod metrics;
mod names;
mod panics;
mod parked;
mod relay;
mod replay;
mod running;
mod source;
mod stream;
mod tail;
pub mod testing;
pub mod transport;

pub use apigen_store::{Database, Transaction};

pub use address::{ConsumerName, StreamAddress};
pub use backoff::Backoff;
pub use clock::Clock;
pub use handle::{
    CircuitOptions, Consumer, ConsumerError, ConsumerOptions, Event, Handle, HandleError, Mode, Report, RunningConsumer,
};
pub use health::Health;
pub use message::{Message, Replay};
pub use metrics::{ConsumerMetrics, RelayMetrics};
pub use parked::{FailedChange, FailedChanges, ParkedEvent, ParkedEvents};
pub use relay::{OnPoison, Relay, RelayOptions, RunningRelay};
pub use replay::{Chosen, Journals, ReplayRequest, Replayed};
pub use running::Hint;
pub use source::{Change, EncodeError, Encoded, Operation};
pub use stream::{Journaled, Place, Shape, Source, Stream};
pub use tail::{Tail, Told};
pub use transport::{Transport, connect};
