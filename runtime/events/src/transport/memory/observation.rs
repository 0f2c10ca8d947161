//! Looking at a stream in memory.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use tokio::time::Instant;

use super::Memory;
use super::log::Taken;
use super::stream::Stream;
use crate::StreamAddress;
use crate::transport::{Delivery, Mark, Observation, TransportError};

#[derive(Debug)]
pub(super) struct MemoryObservation {
    address: StreamAddress,
    stream: Arc<Stream>,
    began: u64,
    /// The number of the frame that is handed out next.
    next: u64,
    /// Keeps the broker while one of its ends is in use.
    _broker: Memory,
}

impl MemoryObservation {
    pub(super) fn new(
        broker: Memory,
        address: &StreamAddress,
        stream: Arc<Stream>,
        from: Option<Mark>,
    ) -> Result<Self, TransportError> {
        let end = stream.end()?;
        let began = from.map_or(end, |it| it.0);
        Ok(Self { address: address.clone(), stream, began, next: began, _broker: broker })
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        let stream = Arc::clone(&self.stream);
        stream.until_taken(deadline, || self.take(max)).await
    }

    fn take(&mut self, max: usize) -> Result<Vec<Delivery>, TransportError> {
        match self.stream.look(self.next, max)? {
            Taken::Frames(frames) => {
                self.next += frames.len() as u64;
                Ok(frames.iter().map(|frame| frame.decode().into()).collect())
            }
            Taken::Lapsed(missed) => {
                self.next += missed;
                Err(TransportError::lapsed_for_observer(&self.address, missed))
            }
        }
    }
}

impl Observation for MemoryObservation {
    fn began(&self) -> Option<Mark> {
        Some(Mark(self.began))
    }

    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_before(max, Instant::now() + wait))
    }

    fn end(self: Box<Self>) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
