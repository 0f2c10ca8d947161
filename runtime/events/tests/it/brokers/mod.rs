//! Brokers as the conformance suite sees them: something to connect to, to kill, and to cut off.

mod amqp;
mod memory;
mod nats;
mod postgres;
mod remote;

use std::sync::Arc;

use apigen_events::StreamAddress;
use apigen_events::transport::Transport;
use futures_core::future::BoxFuture;

pub(crate) use amqp::{Classic, Quorum};
pub(crate) use memory::MemoryBroker;
pub(crate) use nats::NatsBroker;
pub(crate) use postgres::PostgresBroker;
pub(crate) use remote::{Kind, Remote};

/// One broker.
pub(crate) trait Broker: Send {
    /// A transport to it, over a network that the test may cut.
    fn transport(&self) -> Arc<dyn Transport>;

    /// Makes it write down what it otherwise writes down only when it has been idle for a while.
    fn write_down(&self) {}

    /// Ends it without any warning.
    fn kill(&mut self);

    /// How often a test kills it: one that takes long to start is killed once.
    fn kills(&self) -> usize {
        2
    }

    /// Starts it again with what it had on disk.
    fn start_again(&mut self);

    /// Breaks every connection; new ones are fine.
    fn break_connections(&self);

    /// Breaks every connection, which the broker does not hear of until [`Broker::deliver_late`].
    fn break_at_clients(&self);

    /// Gives the broker what was on its way when connections broke.
    fn deliver_late(&self);

    /// Takes away what messages of the stream are routed to.
    fn unroute<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, ()>;

    /// Whether who comes later can read what was published before.
    fn keeps_a_past(&self) -> bool {
        true
    }

    /// Whether a subscription that stands by is told so.
    fn tells_who_stands_by(&self) -> bool {
        true
    }

    /// Everything that it holds for readers of the stream, by name.
    fn readers<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Vec<String>>;
}
