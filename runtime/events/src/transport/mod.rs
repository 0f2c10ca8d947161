//! What carries messages between services: one trait, several brokers, chosen by URL.
//!
//! All of them promise the same, and the conformance suite (`tests/it/conformance`) holds each to it:
//! a confirmed message is handed out at least once to every consumer, messages of one key in the order in which they
//! were published; what is not acknowledged comes again, from the oldest on. None promises exactly once.

#[cfg(feature = "amqp")]
pub mod amqp;
mod error;
pub mod memory;
#[cfg(feature = "nats")]
pub mod nats;
mod observation;
#[cfg(feature = "postgres")]
pub mod postgres;
mod url;

use std::fmt::Debug;
use std::time::Duration;

use futures_core::future::BoxFuture;

pub(crate) use observation::OBSERVER;

pub use error::{PublishError, TransportError};
pub use observation::{Mark, Observation};
pub use url::connect;

use crate::message::{Malformed, Message};
use crate::{ConsumerName, StreamAddress};

/// A broker, or what stands in for one.
///
/// Connecting happens when it is needed first, and again whenever the connection is lost.
pub trait Transport: Debug + Send + Sync {
    /// Opens a stream for publishing, and creates it at the broker unless it is there.
    ///
    /// Two producers of one stream are safe; their messages have no order among each other.
    fn producer<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Result<Box<dyn Producer>, TransportError>>;

    /// Opens a stream for a consumer, from behind the last message that the consumer acknowledged.
    ///
    /// The first subscription of a consumer begins with the oldest message that is kept; the broker of `amqp:` keeps
    /// nothing for consumers that it has not seen. Of several subscriptions of one consumer one is handed messages
    /// and the others stand by, or else messages of one key would overtake each other.
    fn subscribe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        consumer: &'a ConsumerName,
    ) -> BoxFuture<'a, Result<Box<dyn Subscription>, TransportError>>;

    /// Opens a stream for somebody who only looks on: from what is published next, or from an earlier mark on.
    ///
    /// Consumers are handed every message all the same, no producer waits for it, and nothing of it stays at the
    /// broker. A stream that is not there is refused, and not created. On `amqp:` there is no earlier mark, and what a
    /// producer holds back for want of any consumer is routed once somebody looks on.
    fn observe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        from: Option<Mark>,
    ) -> BoxFuture<'a, Result<Box<dyn Observation>, TransportError>>;
}

/// The writing end of a stream.
pub trait Producer: Debug + Send {
    /// Publishes messages in order, and tells how many of them, from the first, the broker has confirmed.
    ///
    /// After a failure the rest may or may not be there: publish it again, from the first unconfirmed message on.
    /// A lost connection is made again by the next call. The call must not be dropped before its end when the
    /// outcome matters; a dropped one leaves the producer usable.
    fn publish<'a>(&'a mut self, batch: &'a [Message]) -> BoxFuture<'a, Published>;
}

/// How far a batch came.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Published {
    /// How many messages, from the first, are confirmed.
    pub confirmed: usize,
    /// Why the next one is not; absent when all are confirmed.
    pub failure: Option<PublishError>,
}

/// The reading end of a stream.
pub trait Subscription: Debug + Send {
    /// Waits for messages, as long as `wait` at most, and hands out `max` at most; none when there are none.
    ///
    /// After an error, everything that was handed out and not acknowledged comes again. A dropped call loses nothing.
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>>;

    /// Acknowledges everything handed out so far: none of it comes again once this has succeeded.
    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>>;

    /// Whether the last wait gave nothing because another subscription of the consumer is handed the messages. The
    /// broker of `amqp:` tells nobody, so there it is never known.
    fn stands_by(&self) -> bool {
        false
    }
}

/// One thing that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// An event.
    Event(Message),
    /// Something else that was published on the stream.
    Malformed(Malformed),
}

impl From<Result<Message, Malformed>> for Delivery {
    fn from(read: Result<Message, Malformed>) -> Self {
        read.map_or_else(Self::Malformed, Self::Event)
    }
}

impl Delivery {
    /// The event, if it is one.
    pub fn event(&self) -> Option<&Message> {
        match self {
            Self::Event(message) => Some(message),
            Self::Malformed(_) => None,
        }
    }
}

impl Published {
    /// Everything arrived.
    pub fn all(confirmed: usize) -> Self {
        Self { confirmed, failure: None }
    }

    /// A prefix arrived.
    pub fn until(confirmed: usize, failure: PublishError) -> Self {
        Self { confirmed, failure: Some(failure) }
    }
}
