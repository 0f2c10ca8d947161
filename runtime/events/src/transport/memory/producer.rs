//! The writing end of a stream in memory.

use std::sync::Arc;

use futures_core::future::BoxFuture;

use super::Memory;
use super::stream::Stream;
use crate::message::Frame;
use crate::transport::{Producer, PublishError, Published};
use crate::{Message, StreamAddress};

#[derive(Debug)]
pub(super) struct MemoryProducer {
    address: StreamAddress,
    stream: Arc<Stream>,
    /// Keeps the broker while one of its ends is in use.
    _broker: Memory,
}

impl MemoryProducer {
    pub(super) fn new(broker: Memory, address: StreamAddress, stream: Arc<Stream>) -> Self {
        Self { address, stream, _broker: broker }
    }

    fn publish_now(&self, batch: &[Message]) -> Published {
        let limits = self.address.limits();
        let mut frames = Vec::with_capacity(batch.len());
        let mut unacceptable = None;
        for message in batch {
            let frame = Frame::encode(message, &self.address);
            if frame.len() > limits.largest_message {
                unacceptable = Some(PublishError::too_large(frame.len(), limits.largest_message));
                break;
            }
            frames.push(frame);
        }
        let published = self.stream.publish(frames, limits);
        Published { failure: published.failure.or(unacceptable), ..published }
    }
}

impl Producer for MemoryProducer {
    fn publish<'a>(&'a mut self, batch: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(async move { self.publish_now(batch) })
    }
}
