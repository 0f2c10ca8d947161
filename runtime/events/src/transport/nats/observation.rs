//! Looking at a stream on NATS: a reader of the server's without any position.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use tokio::sync::watch;
use tokio::time::Instant;

use super::connection::Connection;
use super::reader::{self, Broken, Numbered, Reader};
use crate::StreamAddress;
use crate::transport::{Delivery, Mark, Observation, TransportError};

/// How many messages are on their way at once.
const AHEAD: usize = 1000;

#[derive(Debug)]
pub(super) struct NatsObservation {
    connection: Arc<Connection>,
    changes: watch::Receiver<u64>,
    address: StreamAddress,
    began: u64,
    /// The last sequence that was handed out.
    handed_out: u64,
    reader: Option<Reader>,
}

impl NatsObservation {
    /// Begins behind that sequence.
    pub(super) fn new(connection: Arc<Connection>, address: StreamAddress, began: u64) -> Self {
        let changes = connection.changes();
        Self { connection, changes, address, began, handed_out: began, reader: None }
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        loop {
            match self.first(deadline).await? {
                Ok(None) => return Ok(Vec::new()),
                Ok(Some(first)) => return self.hand_out(&first, max),
                // Reading begins anew behind what was handed out.
                Err(Broken) => self.reader = None,
            }
        }
    }

    /// The first message before the deadline. A connection that came about anew has lost what was on its way.
    async fn first(&mut self, deadline: Instant) -> Result<Result<Option<Numbered>, Broken>, TransportError> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            none => {
                self.changes.mark_unchanged();
                none.insert(Reader::begin(&self.connection, &self.address, self.handed_out, AHEAD).await?)
            }
        };
        Ok(tokio::select! {
            biased;
            next = reader.next() => next.map(Some),
            _ = self.changes.changed() => Err(Broken),
            () = tokio::time::sleep_until(deadline) => Ok(None),
        })
    }

    /// Hands out the first message and those that are here already.
    fn hand_out(&mut self, first: &Numbered, max: usize) -> Result<Vec<Delivery>, TransportError> {
        let missed = first.0.saturating_sub(self.handed_out + 1);
        if missed > 0 {
            self.handed_out += missed;
            self.reader = None;
            return Err(TransportError::lapsed_for_observer(&self.address, missed));
        }
        let taken = reader::taken(&mut self.reader, first, max);
        self.handed_out = first.0 + taken.len() as u64 - 1;
        Ok(taken)
    }
}

impl Observation for NatsObservation {
    fn began(&self) -> Option<Mark> {
        Some(Mark(self.began))
    }

    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_before(max, Instant::now() + wait))
    }

    fn end(self: Box<Self>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if let Some(reader) = self.reader {
                reader.end(&self.connection, &self.address).await;
            }
        })
    }
}
