//! The reading end of a stream on NATS.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use tokio::sync::watch;
use tokio::time::Instant;

use super::connection::Connection;
use super::hold::{Hold, Watch};
use super::position::{self, Positions};
use super::reader::{self, Broken, Numbered, Reader};
use super::stream;
use crate::transport::{Delivery, Subscription, TransportError};
use crate::{ConsumerName, StreamAddress};

/// How often a subscription that stands by looks whether it may work.
const STAND_BY: Duration = Duration::from_millis(200);

/// For how long what is known to be there may be on its way, however short the caller's wait: it would look like nothing.
const ON_ITS_WAY: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub(super) struct NatsSubscription {
    connection: Arc<Connection>,
    changes: watch::Receiver<u64>,
    address: StreamAddress,
    consumer: ConsumerName,
    watch: Watch,
    hold: Option<Hold>,
    reader: Option<Reader>,
    /// The last sequence that was handed out.
    handed_out: u64,
    acknowledged: u64,
}

impl NatsSubscription {
    pub(super) fn new(
        connection: Arc<Connection>,
        address: StreamAddress,
        consumer: ConsumerName,
        positions: Positions,
    ) -> Self {
        let watch = Watch::new(positions, position::key(&address, &consumer));
        let changes = connection.changes();
        Self { connection, changes, address, consumer, watch, hold: None, reader: None, handed_out: 0, acknowledged: 0 }
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        while !self.try_to_hold().await? {
            if Instant::now() >= deadline {
                return Ok(Vec::new());
            }
            tokio::time::sleep_until(deadline.min(Instant::now() + STAND_BY)).await;
        }
        loop {
            self.begin_reading(max).await?;
            match self.first(deadline).await {
                Ok(None) => return self.nothing(),
                Ok(Some(first)) => return self.hand_out(&first, max),
                Err(Broken) => self.reader = None,
            }
        }
    }

    async fn try_to_hold(&mut self) -> Result<bool, TransportError> {
        if self.hold.is_none()
            && let Some(hold) = self.watch.try_to_hold().await?
        {
            self.acknowledged = hold.acknowledged().await;
            self.handed_out = self.acknowledged;
            (self.hold, self.reader) = (Some(hold), None);
        }
        Ok(self.hold.is_some())
    }

    async fn begin_reading(&mut self, max: usize) -> Result<(), TransportError> {
        if self.reader.is_some() {
            return Ok(());
        }
        self.changes.mark_unchanged();
        let kept = stream::ensure(&self.connection, &self.address).await?;
        if kept.last_sequence < self.handed_out {
            // Somebody removed the stream, and the new one counts from the beginning.
            (self.handed_out, self.acknowledged) = (0, 0);
        }
        let batch = max.saturating_mul(2).clamp(2, 4096);
        self.reader = Some(Reader::begin(&self.connection, &self.address, self.handed_out, batch).await?);
        Ok(())
    }

    /// The first message before the deadline. A connection that came about anew has lost what was on its way.
    async fn first(&mut self, deadline: Instant) -> Result<Option<Numbered>, Broken> {
        let Some(reader) = &mut self.reader else { return Err(Broken) };
        let until = if reader.expects() { deadline.max(Instant::now() + ON_ITS_WAY) } else { deadline };
        tokio::select! {
            biased;
            next = reader.next() => return next.map(Some),
            _ = self.changes.changed() => return Err(Broken),
            () = tokio::time::sleep_until(until) => {}
        }
        reader.expect_nothing();
        Ok(None)
    }

    fn nothing(&self) -> Result<Vec<Delivery>, TransportError> {
        if self.changes.has_changed().unwrap_or(true) {
            return Err(TransportError::Unavailable("the connection to NATS was lost".to_owned()));
        }
        Ok(Vec::new())
    }

    /// Hands out the first message and those that are here already.
    fn hand_out(&mut self, first: &Numbered, max: usize) -> Result<Vec<Delivery>, TransportError> {
        let missed = first.0.saturating_sub(self.handed_out + 1);
        if missed > 0 {
            self.handed_out += missed;
            self.reader = None;
            let (stream, consumer) = (self.address.to_string(), self.consumer.to_string());
            return Err(TransportError::Lapsed { stream, consumer, missed });
        }
        let taken = reader::taken(&mut self.reader, first, max);
        self.handed_out = first.0 + taken.len() as u64 - 1;
        Ok(taken)
    }

    async fn acknowledge_all(&mut self) -> Result<(), TransportError> {
        let Some(hold) = self.hold.as_ref().filter(|_| self.handed_out > self.acknowledged) else { return Ok(()) };
        if hold.acknowledge(self.handed_out).await? {
            self.acknowledged = self.handed_out;
            return Ok(());
        }
        (self.hold, self.reader) = (None, None);
        let (stream, consumer) = (self.address.to_string(), self.consumer.to_string());
        Err(TransportError::TakenOver { stream, consumer })
    }

    /// After an error, what was not acknowledged is handed out again.
    fn rewind_after<T>(&mut self, result: Result<T, TransportError>) -> Result<T, TransportError> {
        if result.as_ref().is_err_and(|error| !matches!(error, TransportError::Lapsed { .. })) {
            (self.reader, self.handed_out) = (None, self.acknowledged);
        }
        result
    }
}

impl Subscription for NatsSubscription {
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(async move {
            let result = self.next_before(max, Instant::now() + wait).await;
            self.rewind_after(result)
        })
    }

    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(async {
            let result = self.acknowledge_all().await;
            self.rewind_after(result)
        })
    }

    fn stands_by(&self) -> bool {
        self.hold.is_none()
    }
}
