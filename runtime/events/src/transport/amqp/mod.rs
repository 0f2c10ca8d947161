//! `RabbitMQ`: an exchange for each stream, and a queue for each consumer of it.
//!
//! A queue has a single active consumer, or several would overtake each other. Nothing is routed without a queue, so
//! messages are `mandatory` and a returned one is no success. A full queue refuses single messages out of a window;
//! `run` makes that as harmless as a lost connection.

mod connection;
mod headers;
mod observation;
mod producer;
mod reading;
mod run;
mod sending;
mod subscription;
mod topology;

use std::sync::Arc;

use futures_core::future::BoxFuture;
use lapin::{Error, ErrorKind};

use self::connection::Connection;
use self::observation::AmqpObservation;
use self::producer::AmqpProducer;
use self::subscription::AmqpSubscription;
use super::{Mark, Observation, Producer, Subscription, Transport, TransportError};
use crate::{ConsumerName, StreamAddress};

/// Connections to `RabbitMQ`; made when they are needed first, and again whenever they are lost.
///
/// One publishes and the other consumes: a broker that is short of memory or disk reads nothing from a connection that
/// publishes, and could never be relieved by acknowledgements that come over the same.
#[derive(Debug)]
pub struct Amqp {
    publishing: Arc<Connection>,
    consuming: Arc<Connection>,
}

impl Amqp {
    /// A broker of an `amqp:` URL; `?queue=classic` makes queues that are no quorum queues.
    ///
    /// # Errors
    /// What is wrong with the URL, without its password.
    pub fn new(url: &str) -> Result<Self, String> {
        Ok(Self { publishing: Arc::new(Connection::new(url)?), consuming: Arc::new(Connection::new(url)?) })
    }

    async fn open_producer(&self, stream: &StreamAddress) -> Result<Box<dyn Producer>, TransportError> {
        let mut producer = AmqpProducer::new(Arc::clone(&self.publishing), stream.clone());
        producer.open().await?;
        Ok(Box::new(producer))
    }

    async fn open_subscription(
        &self,
        stream: &StreamAddress,
        consumer: &ConsumerName,
    ) -> Result<Box<dyn Subscription>, TransportError> {
        // The queue has to be there from now on, or what is published before the first `next` is lost to it.
        let channel = self.consuming.channel().await?;
        topology::declare_queue(&channel, stream, consumer, self.consuming.queues()).await?;
        Ok(Box::new(AmqpSubscription::new(Arc::clone(&self.consuming), stream.clone(), consumer.clone())))
    }
}

impl Transport for Amqp {
    fn producer<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Result<Box<dyn Producer>, TransportError>> {
        Box::pin(self.open_producer(stream))
    }

    fn subscribe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        consumer: &'a ConsumerName,
    ) -> BoxFuture<'a, Result<Box<dyn Subscription>, TransportError>> {
        Box::pin(self.open_subscription(stream, consumer))
    }

    fn observe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        from: Option<Mark>,
    ) -> BoxFuture<'a, Result<Box<dyn Observation>, TransportError>> {
        Box::pin(async move {
            if from.is_some() {
                return Err(TransportError::Refused {
                    what: format!("cannot look at the past of the stream `{stream}`"),
                    why: "RabbitMQ keeps nothing for who comes later".to_owned(),
                    help: "Look on from now".to_owned(),
                });
            }
            let channel = self.consuming.channel().await?;
            Ok(Box::new(AmqpObservation::open(channel, stream).await?) as Box<dyn Observation>)
        })
    }
}

/// The broker's number for a reason, if it gave one.
fn reply_code(error: &Error) -> Option<u16> {
    match error.kind() {
        ErrorKind::ProtocolError(error) => Some(error.get_id()),
        _ => None,
    }
}

/// What an error means to the caller: a lost connection goes away by itself, a refusal needs somebody.
fn transport_error(what: &str, error: &Error) -> TransportError {
    let refused =
        |help: &str| TransportError::Refused { what: what.to_owned(), why: error.to_string(), help: help.to_owned() };
    match reply_code(error) {
        Some(403 | 530) => refused("Check user, password and virtual host of the URL, and the user's rights"),
        Some(406) => refused(
            "It exists with other settings (`queue=` in the URL, or the stream's backlog): use the same, or delete it \
             when it is empty",
        ),
        _ => TransportError::Unavailable(error.to_string()),
    }
}
