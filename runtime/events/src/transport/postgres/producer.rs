//! The writing end of a stream on PostgreSQL.

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use sqlx::{AssertSqlSafe, PgPool, Row};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::layout::Layout;
use super::retention::Retention;
use super::wake;
use crate::message::Frame;
use crate::transport::{Producer, PublishError, Published};
use crate::{Message, StreamAddress};

#[derive(Debug)]
pub(super) struct PostgresProducer {
    pool: PgPool,
    address: StreamAddress,
    sql: String,
    retention: Retention,
    hint: Arc<Notify>,
    hinting: JoinHandle<()>,
}

impl PostgresProducer {
    pub(super) fn new(pool: PgPool, address: StreamAddress, layout: Layout) -> Self {
        let hint = Arc::new(Notify::new());
        let hinting = tokio::spawn(send_hints(pool.clone(), Arc::clone(&hint)));
        let retention = Retention::new(layout, address.limits().retention);
        Self { pool, address, sql: append(layout), retention, hint, hinting }
    }

    async fn publish_all(&mut self, batch: &[Message]) -> Published {
        if let Err(error) = self.retention.apply(&self.pool).await {
            // A segment that cannot be dropped now is dropped later; publishing goes on.
            tracing::warn!(stream = self.address.name(), %error, "old messages could not be dropped; tried again");
        }
        let largest = self.address.limits().largest_message;
        let (mut heads, mut payloads) = (Vec::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
        let mut failure = None;
        for message in batch {
            let frame = Frame::encode(message, &self.address);
            if frame.len() > largest {
                failure = Some(PublishError::too_large(frame.len(), largest));
                break;
            }
            heads.push(frame.head_text());
            payloads.push(message.payload.as_ref());
        }
        let published = self.append(&heads, &payloads).await;
        self.hint.notify_one();
        Published { failure: published.failure.or(failure), ..published }
    }

    async fn append(&self, heads: &[String], payloads: &[&[u8]]) -> Published {
        if heads.is_empty() {
            return Published::all(0);
        }
        let backlog = i64::try_from(self.address.limits().backlog).unwrap_or(i64::MAX);
        let query = sqlx::query(AssertSqlSafe(self.sql.as_str()));
        let query = query.bind(self.address.name()).bind(backlog).bind(heads).bind(payloads);
        match query.fetch_optional(&self.pool).await {
            Ok(Some(row)) => appended(row.get::<i64, _>(0), heads.len(), backlog),
            Ok(None) => Published::until(0, PublishError::Unroutable("the stream's row was removed".to_owned())),
            Err(error) => Published::until(0, publish_error(&error)),
        }
    }
}

/// One statement, so one commit and one answer: the stream's row is locked, numbers are taken for what there is room
/// for, the messages are written. Answers how many they were.
fn append(layout: Layout) -> String {
    format!(
        "with room as (
            select s.id, greatest(0, least(cardinality($3::text[]),
                coalesce($2 - s.last + (select min(c.position) from apigen_broker.consumer c where c.stream = s.id),
                    cardinality($3::text[])))) as messages
            from apigen_broker.stream s where s.name = $1 for update
        ), numbered as (
            update apigen_broker.stream s set last = s.last + room.messages
            from room where s.id = room.id returning s.last - room.messages as before, s.segment, room.messages
        ), written as (
            insert into {} (id, segment, head, payload)
            select numbered.before + batch.i, numbered.segment, batch.head, batch.payload
            from numbered, unnest($3::text[], $4::bytea[]) with ordinality as batch (head, payload, i)
            where batch.i <= numbered.messages
        )
        select messages::bigint from numbered",
        layout.messages()
    )
}

fn appended(written: i64, wanted: usize, backlog: i64) -> Published {
    let written = usize::try_from(written).unwrap_or(0);
    if written == wanted {
        return Published::all(written);
    }
    Published::until(written, PublishError::Busy(format!("{backlog} messages wait for the slowest consumer")))
}

fn publish_error(error: &sqlx::Error) -> PublishError {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code.as_deref() {
        Some("42P01" | "3F000") => PublishError::Unroutable(error.to_string()),
        _ => PublishError::Unavailable(error.to_string()),
    }
}

/// Wakes subscriptions in other processes, at most once a millisecond and never in the transaction that publishes:
/// there it would make all writers of the database wait for each other.
async fn send_hints(pool: PgPool, hint: Arc<Notify>) {
    loop {
        hint.notified().await;
        // A hint that gets lost costs a poll's delay.
        let _ = wake::send(&pool).await;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

impl Producer for PostgresProducer {
    fn publish<'a>(&'a mut self, batch: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(self.publish_all(batch))
    }
}

impl Drop for PostgresProducer {
    fn drop(&mut self) {
        self.hinting.abort();
        // The last hint may be still due, so that nobody has to wait for a poll.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let pool = self.pool.clone();
            runtime.spawn(async move { wake::send(&pool).await });
        }
    }
}
