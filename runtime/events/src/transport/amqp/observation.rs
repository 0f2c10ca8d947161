//! Looking at a stream on `RabbitMQ`: a queue that goes with whoever looks.

use std::time::Duration;

use futures_core::future::BoxFuture;
use lapin::Channel;
use lapin::options::QueueDeleteOptions;
use lapin::types::ShortString;
use tokio::time::Instant;

use super::reading::Reading;
use super::topology;
use crate::StreamAddress;
use crate::transport::{Delivery, Mark, Observation, TransportError};

/// How many messages are on their way at once.
const AHEAD: usize = 1000;

#[derive(Debug)]
pub(super) struct AmqpObservation {
    channel: Channel,
    queue: ShortString,
    /// Absent once the connection was lost, and the queue with it.
    reading: Option<Reading>,
}

impl AmqpObservation {
    /// The queue is there and bound when this has succeeded, so that nothing is missed from then on.
    pub(super) async fn open(channel: Channel, stream: &StreamAddress) -> Result<Self, TransportError> {
        let queue = topology::declare_observer(&channel, stream).await?;
        let reading = Some(Reading::begin(channel.clone(), queue.clone(), AHEAD).await?);
        Ok(Self { channel, queue, reading })
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        let lost = || TransportError::Unavailable("the connection was lost, and with it what came since".to_owned());
        let reading = self.reading.as_mut().ok_or_else(lost)?;
        let taken = reading.take(max, deadline).await.inspect_err(|_| self.reading = None)?;
        if let Some(reading) = &mut self.reading {
            reading.acknowledge().await.inspect_err(|_| self.reading = None)?;
        }
        Ok(taken)
    }
}

impl Observation for AmqpObservation {
    fn began(&self) -> Option<Mark> {
        None
    }

    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_before(max, Instant::now() + wait))
    }

    fn end(self: Box<Self>) -> BoxFuture<'static, ()> {
        Box::pin(async {
            // By now the broker may have taken it away itself.
            let _ = self.channel.queue_delete(self.queue, QueueDeleteOptions::default()).await;
        })
    }
}
