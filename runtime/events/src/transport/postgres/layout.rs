//! The tables of the broker, created when a stream is opened first.

use bytes::Bytes;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgPool, Row};

use super::transport_error;
use crate::message::Frame;
use crate::transport::TransportError;
use crate::{ConsumerName, StreamAddress};

/// What all streams share. `dropped` and `position` are the last number that is gone, and that was acknowledged.
const SHARED: &str = "
create schema if not exists apigen_broker;
create table if not exists apigen_broker.stream (
    id integer generated always as identity primary key,
    name text not null unique,
    last bigint not null default 0,
    dropped bigint not null default 0,
    segment integer not null default 0,
    segment_since timestamptz not null default clock_timestamp()
) with (fillfactor = 50);
create table if not exists apigen_broker.consumer (
    stream integer not null references apigen_broker.stream on delete cascade,
    name text not null,
    position bigint not null,
    primary key (stream, name)
) with (fillfactor = 50);
";

/// Where a stream lies: its messages are in `apigen_broker.messages_<id>`, a partition a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) stream: i32,
}

impl Layout {
    /// Finds the stream, or creates it; at the same time as others, if need be.
    pub(super) async fn ensure(pool: &PgPool, stream: &StreamAddress) -> Result<Self, TransportError> {
        let found = Self::find(pool, stream).await;
        match found {
            Ok(Some(layout)) => Ok(layout),
            _ => Self::create(pool, stream).await.map_err(|error| transport_error("cannot open the stream", &error)),
        }
    }

    /// Finds the stream and changes nothing; with the number of its last message.
    pub(super) async fn look(pool: &PgPool, stream: &StreamAddress) -> Result<(Self, i64), TransportError> {
        let sql = "select id, last from apigen_broker.stream where name = $1";
        let found = sqlx::query(sql).bind(stream.name()).fetch_optional(pool).await;
        let found = found.and_then(|row| row.map(|it| Ok((it.try_get(0)?, it.try_get(1)?))).transpose());
        match found {
            Ok(Some((id, last))) => Ok((Self { stream: id }, last)),
            Ok(None) => Err(TransportError::absent(stream)),
            // No stream was opened in this database yet.
            Err(error) if is_missing(&error) => Err(TransportError::absent(stream)),
            Err(error) => Err(transport_error("cannot look at the stream", &error)),
        }
    }

    /// Makes sure that the consumer has a position: before the oldest message that is kept.
    pub(super) async fn register(self, pool: &PgPool, consumer: &ConsumerName) -> Result<(), TransportError> {
        let sql = "insert into apigen_broker.consumer (stream, name, position) \
                   select id, $2, dropped from apigen_broker.stream where id = $1 on conflict do nothing";
        let done = sqlx::query(sql).bind(self.stream).bind(consumer.as_str()).execute(pool).await;
        done.map(drop).map_err(|error| transport_error("cannot register the consumer", &error))
    }

    pub(super) fn messages(self) -> String {
        format!("apigen_broker.messages_{}", self.stream)
    }

    /// The messages behind a number, so many at most: what [`frame`] reads.
    pub(super) fn read(self) -> String {
        format!("select id, head, payload from {} where id > $1 order by id limit $2", self.messages())
    }

    /// The name of a segment's partition.
    pub(super) fn segment(self, segment: i32) -> String {
        format!("{}_{segment}", self.messages())
    }

    /// Creates a segment's partition unless it is there.
    pub(super) fn create_segment(self, segment: i32) -> String {
        let (messages, name) = (self.messages(), self.segment(segment));
        format!("create table if not exists {name} partition of {messages} for values in ({segment})")
    }

    async fn find(pool: &PgPool, stream: &StreamAddress) -> Result<Option<Self>, sqlx::Error> {
        let sql = "select id from apigen_broker.stream where name = $1";
        let row = sqlx::query(sql).bind(stream.name()).fetch_optional(pool).await?;
        row.map(|row| Ok(Self { stream: row.try_get(0)? })).transpose()
    }

    async fn create(pool: &PgPool, stream: &StreamAddress) -> Result<Self, sqlx::Error> {
        let mut transaction = apigen_store::begin(pool).await?;
        // `create … if not exists` fails when two do it at once.
        sqlx::query("select pg_advisory_xact_lock(hashtextextended('apigen_broker', 0))")
            .execute(&mut *transaction)
            .await?;
        sqlx::raw_sql(SHARED).execute(&mut *transaction).await?;
        let sql = "insert into apigen_broker.stream (name) values ($1) \
                   on conflict (name) do update set name = excluded.name returning id";
        let row = sqlx::query(sql).bind(stream.name()).fetch_one(&mut *transaction).await?;
        let layout = Self { stream: row.try_get(0)? };
        sqlx::raw_sql(AssertSqlSafe(layout.definition())).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(layout)
    }

    /// The log itself with the first segment and the one after it, so that a segment is there long before its use.
    fn definition(self) -> String {
        let messages = self.messages();
        format!(
            "create table if not exists {messages} (
                id bigint not null,
                segment integer not null,
                published_at timestamptz not null default clock_timestamp(),
                head text not null,
                payload bytea not null,
                primary key (id, segment)
            ) partition by list (segment);
            {};
            {};",
            self.create_segment(0),
            self.create_segment(1)
        )
    }
}

/// A message as it lies in the log.
pub(super) fn frame(row: &PgRow) -> Frame {
    let (head, payload): (String, Vec<u8>) = (row.get(1), row.get(2));
    Frame { head: Bytes::from(head), payload: Bytes::from(payload) }
}

/// Whether a table or its schema is not there.
fn is_missing(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("42P01" | "3F000"))
}
