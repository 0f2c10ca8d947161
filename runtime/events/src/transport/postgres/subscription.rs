//! The reading end of a stream on PostgreSQL.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row};
use tokio::time::Instant;

use super::hold::Hold;
use super::layout::{Layout, frame};
use super::transport_error;
use super::wake::{Poll, Wake};
use crate::transport::{Delivery, Subscription, TransportError};
use crate::{ConsumerName, StreamAddress};

#[derive(Debug)]
pub(super) struct PostgresSubscription {
    pool: PgPool,
    address: StreamAddress,
    consumer: ConsumerName,
    layout: Layout,
    read: String,
    wake: Arc<Wake>,
    /// Holds the consumer's lock, or waits for it.
    hold: Option<Hold>,
    /// Absent while another subscription has the lock.
    position: Option<Position>,
    poll: Poll,
}

/// How far the consumer is: numbers of messages.
#[derive(Debug, Clone, Copy)]
struct Position {
    acknowledged: i64,
    handed_out: i64,
}

impl PostgresSubscription {
    pub(super) fn new(
        pool: PgPool,
        address: StreamAddress,
        consumer: ConsumerName,
        layout: Layout,
        wake: Arc<Wake>,
    ) -> Self {
        let read = layout.read();
        Self { pool, address, consumer, layout, read, wake, hold: None, position: None, poll: Poll::default() }
    }

    async fn next_before(&mut self, max: usize, deadline: Instant) -> Result<Vec<Delivery>, TransportError> {
        loop {
            let wake = Arc::clone(&self.wake);
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
        let read = self.read(max).await;
        let rows = read.map_err(|error| self.lose(&error))?;
        self.hand_out(&rows)
    }

    /// The next rows; none when there are none, or while another subscription holds the position.
    async fn read(&mut self, max: usize) -> Result<Vec<PgRow>, sqlx::Error> {
        let hold = match &mut self.hold {
            Some(hold) => hold,
            none => none.insert(Hold::connect(&self.pool).await?),
        };
        if self.position.is_none() {
            let lock = format!("apigen_broker/{}/{}", self.address, self.consumer);
            if !hold.try_lock(&lock).await? {
                return Ok(Vec::new());
            }
            let acknowledged = acknowledged(&mut *hold.session().await, self.layout, &self.consumer).await?;
            self.position = Some(Position { acknowledged, handed_out: acknowledged });
        }
        let Some(position) = self.position else { return Ok(Vec::new()) };
        let max = i64::try_from(max).unwrap_or(i64::MAX);
        let query = sqlx::query(AssertSqlSafe(self.read.as_str())).bind(position.handed_out).bind(max);
        query.fetch_all(&mut *hold.session().await).await
    }

    /// Numbers have no gaps, so a gap is what was dropped.
    fn hand_out(&mut self, rows: &[PgRow]) -> Result<Vec<Delivery>, TransportError> {
        let (Some(position), Some(first), Some(last)) = (&mut self.position, rows.first(), rows.last()) else {
            return Ok(Vec::new());
        };
        let missed = first.get::<i64, _>(0) - position.handed_out - 1;
        if missed > 0 {
            position.handed_out += missed;
            return Err(TransportError::Lapsed {
                stream: self.address.to_string(),
                consumer: self.consumer.to_string(),
                missed: missed.unsigned_abs(),
            });
        }
        position.handed_out = last.get(0);
        Ok(rows.iter().map(|row| frame(row).decode().into()).collect())
    }

    async fn acknowledge_all(&mut self) -> Result<(), TransportError> {
        let (Some(hold), Some(position)) = (&self.hold, &mut self.position) else { return Ok(()) };
        if position.handed_out == position.acknowledged {
            return Ok(());
        }
        let sql = "update apigen_broker.consumer set position = $3 where stream = $1 and name = $2";
        let query = sqlx::query(sql).bind(self.layout.stream).bind(self.consumer.as_str()).bind(position.handed_out);
        let done = query.execute(&mut *hold.session().await).await;
        match done {
            Ok(_) => {
                position.acknowledged = position.handed_out;
                Ok(())
            }
            Err(error) => Err(self.lose(&error)),
        }
    }

    /// The lock is gone with its connection; the next call begins where the last acknowledgement was.
    fn lose(&mut self, error: &sqlx::Error) -> TransportError {
        (self.hold, self.position) = (None, None);
        transport_error("cannot read the stream", error)
    }
}

/// The last number that the consumer has acknowledged.
async fn acknowledged(session: &mut PgConnection, layout: Layout, consumer: &ConsumerName) -> Result<i64, sqlx::Error> {
    let sql = "select position from apigen_broker.consumer where stream = $1 and name = $2";
    sqlx::query_scalar(sql).bind(layout.stream).bind(consumer.as_str()).fetch_one(session).await
}

impl Subscription for PostgresSubscription {
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_before(max, Instant::now() + wait))
    }

    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(self.acknowledge_all())
    }

    fn stands_by(&self) -> bool {
        self.position.is_none()
    }
}
