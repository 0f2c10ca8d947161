//! The reading end of a stream in memory.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use tokio::time::Instant;

use super::Memory;
use super::log::{Holder, Taken};
use super::stream::Stream;
use crate::transport::{Delivery, Subscription, TransportError};
use crate::{ConsumerName, StreamAddress};

#[derive(Debug)]
pub(super) struct MemorySubscription {
    address: StreamAddress,
    consumer: ConsumerName,
    stream: Arc<Stream>,
    holder: Holder,
    /// Messages were handed out since the last acknowledgement.
    owes: bool,
    /// Keeps the broker while one of its ends is in use.
    _broker: Memory,
}

impl MemorySubscription {
    pub(super) fn new(
        broker: Memory,
        address: &StreamAddress,
        consumer: &ConsumerName,
        stream: Arc<Stream>,
    ) -> Result<Self, TransportError> {
        let holder = stream.register(consumer)?;
        Ok(Self { address: address.clone(), consumer: consumer.clone(), stream, holder, owes: false, _broker: broker })
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        let stream = Arc::clone(&self.stream);
        stream.until_taken(deadline, || self.take(max)).await
    }

    fn take(&mut self, max: usize) -> Result<Vec<Delivery>, TransportError> {
        self.notice_loss()?;
        match self.stream.take(&self.consumer, self.holder, max)? {
            Taken::Frames(frames) => {
                self.owes |= !frames.is_empty();
                Ok(frames.iter().map(|frame| frame.decode().into()).collect())
            }
            Taken::Lapsed(missed) => Err(TransportError::Lapsed {
                stream: self.address.to_string(),
                consumer: self.consumer.to_string(),
                missed,
            }),
        }
    }

    /// What was handed out is owed again once the hold is lost, so the caller has to hear of it first.
    fn notice_loss(&mut self) -> Result<(), TransportError> {
        if self.owes && !self.stream.is_held_by(&self.consumer, self.holder) {
            self.owes = false;
            return Err(TransportError::Unavailable("the broker in memory was stopped in between".to_owned()));
        }
        Ok(())
    }

    fn acknowledge_now(&mut self) -> Result<(), TransportError> {
        self.notice_loss()?;
        if self.owes {
            self.stream.acknowledge(&self.consumer, self.holder)?;
            self.owes = false;
        }
        Ok(())
    }
}

impl Subscription for MemorySubscription {
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_before(max, Instant::now() + wait))
    }

    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(async { self.acknowledge_now() })
    }

    fn stands_by(&self) -> bool {
        !self.stream.is_held_by(&self.consumer, self.holder)
    }
}

impl Drop for MemorySubscription {
    fn drop(&mut self) {
        self.stream.release(&self.consumer, self.holder);
    }
}
