//! The reading end of a stream on `RabbitMQ`.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use tokio::time::Instant;

use super::connection::Connection;
use super::reading::Reading;
use super::topology;
use crate::transport::{Delivery, Subscription, TransportError};
use crate::{ConsumerName, StreamAddress};

#[derive(Debug)]
pub(super) struct AmqpSubscription {
    connection: Arc<Connection>,
    address: StreamAddress,
    consumer: ConsumerName,
    reading: Option<Reading>,
}

impl AmqpSubscription {
    pub(super) fn new(connection: Arc<Connection>, address: StreamAddress, consumer: ConsumerName) -> Self {
        Self { connection, address, consumer, reading: None }
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        if self.reading.is_none() {
            self.reading = Some(self.begin(max).await?);
        }
        let Some(reading) = &mut self.reading else { return Ok(Vec::new()) };
        match reading.take(max, deadline).await {
            Ok(taken) => Ok(taken),
            Err(error) => {
                // The broker hands out again what was not acknowledged.
                self.reading = None;
                Err(error)
            }
        }
    }

    async fn begin(&self, max: usize) -> Result<Reading, TransportError> {
        let channel = self.connection.channel().await?;
        topology::declare_queue(&channel, &self.address, &self.consumer, self.connection.queues()).await?;
        Reading::begin(channel, topology::queue(&self.address, &self.consumer), max).await
    }

    async fn acknowledge_all(&mut self) -> Result<(), TransportError> {
        let Some(reading) = &mut self.reading else { return Ok(()) };
        reading.acknowledge().await.inspect_err(|_| self.reading = None)
    }
}

impl Subscription for AmqpSubscription {
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_before(max, Instant::now() + wait))
    }

    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(self.acknowledge_all())
    }
}
