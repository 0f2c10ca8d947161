//! NATS `JetStream`: a stream of the server for each of ours, and the positions of consumers in a key-value bucket.
//!
//! The server's own consumers would hand out what was not acknowledged behind newer messages of the same key, and two
//! readers of one consumer would acknowledge each other's messages. So a position is an entry that only its holder
//! can move, by comparing revisions, and reading begins behind it, in the order of the stream.

mod connection;
mod headers;
mod hold;
mod observation;
mod position;
mod producer;
mod reader;
mod stream;
mod subscription;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

use futures_core::future::BoxFuture;

use self::connection::Connection;
use self::observation::NatsObservation;
use self::position::Positions;
use self::producer::NatsProducer;
use self::subscription::NatsSubscription;
use super::{Mark, Observation, Producer, Subscription, Transport, TransportError};
use crate::{ConsumerName, StreamAddress};

/// A connection to NATS servers with `JetStream`; made when it is needed first, and again whenever it is lost.
#[derive(Debug)]
pub struct Nats {
    connection: Arc<Connection>,
    turns: Turns,
}

/// Whose turn it is to publish on a stream: windows of a stream's shards would interrupt each other.
type Turns = Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>;

impl Nats {
    /// Servers of a `nats:` URL; `?replicas=3` makes streams that survive the loss of a machine.
    ///
    /// # Errors
    /// What is wrong with the URL, without its password.
    pub fn new(url: &str) -> Result<Self, String> {
        Ok(Self { connection: Arc::new(Connection::new(url)?), turns: Turns::default() })
    }

    async fn open_producer(&self, address: &StreamAddress) -> Result<Box<dyn Producer>, TransportError> {
        stream::ensure(&self.connection, address).await?;
        let positions = Positions::open(&self.connection).await?;
        let turn = self.turn(address);
        Ok(Box::new(NatsProducer::new(Arc::clone(&self.connection), address.clone(), positions, turn)))
    }

    fn turn(&self, address: &StreamAddress) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(address.name().to_owned()).or_default())
    }

    async fn open_subscription(
        &self,
        address: &StreamAddress,
        consumer: &ConsumerName,
    ) -> Result<Box<dyn Subscription>, TransportError> {
        let kept = stream::ensure(&self.connection, address).await?;
        let positions = Positions::open(&self.connection).await?;
        positions.register(address, consumer, kept.first_sequence.saturating_sub(1)).await?;
        let connection = Arc::clone(&self.connection);
        Ok(Box::new(NatsSubscription::new(connection, address.clone(), consumer.clone(), positions)))
    }
}

impl Transport for Nats {
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
            let kept = stream::look(&self.connection, stream).await?;
            let began = from.map_or(kept.last_sequence, |it| it.0);
            let connection = Arc::clone(&self.connection);
            Ok(Box::new(NatsObservation::new(connection, stream.clone(), began)) as Box<dyn Observation>)
        })
    }
}

fn unavailable(error: &impl Display) -> TransportError {
    TransportError::Unavailable(error.to_string())
}
