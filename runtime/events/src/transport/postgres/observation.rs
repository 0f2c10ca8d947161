//! Looking at a stream on PostgreSQL: a place in the log that nothing but this process knows.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgPool, Row};
use tokio::time::Instant;

use super::layout::{Layout, frame};
use super::transport_error;
use super::wake::{Poll, Wake};
use crate::StreamAddress;
use crate::transport::{Delivery, Mark, Observation, TransportError};

#[derive(Debug)]
pub(super) struct PostgresObservation {
    pool: PgPool,
    address: StreamAddress,
    read: String,
    wake: Arc<Wake>,
    began: i64,
    /// The number of the last message that was handed out.
    handed_out: i64,
    poll: Poll,
}

impl PostgresObservation {
    /// Begins behind that number.
    pub(super) fn new(pool: PgPool, address: StreamAddress, layout: Layout, wake: Arc<Wake>, began: i64) -> Self {
        Self { pool, address, read: layout.read(), wake, began, handed_out: began, poll: Poll::default() }
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        let wake = Arc::clone(&self.wake);
        loop {
            let mut woken = std::pin::pin!(wake.woken());
            woken.as_mut().enable();
            let taken = self.take(max).await?;
            if !taken.is_empty() {
                self.poll = Poll::default();
                return Ok(taken);
            }
            if self.poll.wait(woken, deadline).await.is_break() {
                return Ok(taken);
            }
        }
    }

    async fn take(&mut self, max: usize) -> Result<Vec<Delivery>, TransportError> {
        let max = i64::try_from(max).unwrap_or(i64::MAX);
        let query = sqlx::query(AssertSqlSafe(self.read.as_str())).bind(self.handed_out).bind(max);
        let rows = query.fetch_all(&self.pool).await;
        self.hand_out(&rows.map_err(|error| transport_error("cannot look at the stream", &error))?)
    }

    /// Numbers have no gaps, so a gap is what was dropped.
    fn hand_out(&mut self, rows: &[PgRow]) -> Result<Vec<Delivery>, TransportError> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(Vec::new()) };
        let missed = first.get::<i64, _>(0) - self.handed_out - 1;
        if missed > 0 {
            self.handed_out += missed;
            return Err(TransportError::lapsed_for_observer(&self.address, missed.unsigned_abs()));
        }
        self.handed_out = last.get(0);
        Ok(rows.iter().map(|row| frame(row).decode().into()).collect())
    }
}

impl Observation for PostgresObservation {
    fn began(&self) -> Option<Mark> {
        Some(Mark(self.began.unsigned_abs()))
    }

    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_before(max, Instant::now() + wait))
    }

    fn end(self: Box<Self>) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
