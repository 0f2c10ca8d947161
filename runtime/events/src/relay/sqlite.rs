//! The relay's statements on SQLite, where one writer at a time makes the order of ids the order of commits.

use std::collections::BTreeSet;

use apigen_store::{Database, Engine, StoreError, Value, quoted};
use apigen_types::DateTime;

use super::desk::Ask;
use super::row::{Aside, QueueRow, Record, told};
use crate::ConsumerName;
use crate::leader::Place;
use crate::message::Replay;
use crate::names::literal;
use crate::source::Operation;
use crate::stream::{Journaled, Shape, Source};

/// The queue of one shard.
#[derive(Debug)]
pub(crate) struct SqliteDesk {
    database: Database,
    /// Held for as long as the desk is.
    _place: Place,
    shard: i16,
    queue: String,
    failed: String,
    joined: String,
}

impl SqliteDesk {
    pub(super) fn new(place: Place, database: &Database, source: &'static Source, shard: i16) -> Self {
        let (queue, failed) = (source.queue.on(Engine::Sqlite), source.failed.on(Engine::Sqlite));
        Self { database: database.clone(), _place: place, shard, queue, failed, joined: joined(source) }
    }

    pub(super) async fn take(&mut self, ask: Ask<'_>) -> Result<Vec<QueueRow>, StoreError> {
        self.rows("q.replay_id is null and $4 is not null", ask).await
    }

    pub(super) async fn take_replayed(&mut self, ask: Ask<'_>) -> Result<Vec<QueueRow>, StoreError> {
        let told = told(&self.queue);
        let due = "q.replay_id is not null and (q.not_before is null or q.not_before <= $4)";
        self.rows(&format!("{due} and {told}"), ask).await
    }

    async fn rows(&self, condition: &str, ask: Ask<'_>) -> Result<Vec<QueueRow>, StoreError> {
        let sql = format!(
            "select q.journal_id, q.journal_timestamp, q.journal_table, q.replay_id, q.target, j.journal_operation, \
             j.traceparent, j.key, j.record from (select * from {} q where q.shard = $1 and q.journal_id > $2 \
             and {condition} order by q.journal_id, q.replay_id limit $3) q left join ({}) j on j.source = q.journal_table \
             and j.journal_id = q.journal_id order by q.journal_id, q.replay_id",
            self.queue, self.joined
        );
        let limit = i64::try_from(ask.limit + ask.in_flight.len()).unwrap_or(i64::MAX);
        let now = DateTime::from_unix_micros(ask.now);
        let values = [i64::from(self.shard).into(), ask.above.into(), limit.into(), now.into()];
        let in_flight: BTreeSet<_> = ask.in_flight.iter().map(|it| (it.id, it.replay_id())).collect();
        let rows = self.database.query(&sql, &values).await?;
        let rows = rows.into_iter().map(queue_row).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().filter(|it| !in_flight.contains(&(it.id, it.replay_id()))).take(ask.limit).collect())
    }

    pub(super) async fn remove(&mut self, rows: &[&QueueRow]) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        let sql = format!("delete from {} where shard = $1 and journal_id = $2 and replay_id is $3", self.queue);
        for row in rows {
            transaction.execute(&sql, &self.identity(row)).await?;
        }
        transaction.commit().await
    }

    pub(super) async fn put_aside(&mut self, aside: &Aside<'_>, now: i64) -> Result<(), StoreError> {
        let insert = format!(
            "insert into {} (shard, journal_id, replay_id, journal_timestamp, journal_table, target, not_before, attempts, \
             key, error, first_at, last_at, resolved_at) select shard, journal_id, replay_id, journal_timestamp, \
             journal_table, target, not_before, attempts + 1, $7, $4, $5, $5, case when $6 then $5 end from {} \
             where shard = $1 and journal_id = $2 and replay_id is $3",
            self.failed, self.queue
        );
        let mut values = self.identity(aside.row).to_vec();
        let (reason, key) = (Value::from(aside.reason.as_str()), Value::from(aside.row.key().unwrap_or_default()));
        values.extend([reason, DateTime::from_unix_micros(now).into(), aside.is_decided.into(), key]);
        let mut transaction = self.database.begin().await?;
        transaction.execute(&insert, &values).await?;
        let delete = format!("delete from {} where shard = $1 and journal_id = $2 and replay_id is $3", self.queue);
        transaction.execute(&delete, &self.identity(aside.row)).await?;
        transaction.commit().await
    }

    pub(super) async fn parked_keys(&mut self) -> Result<Vec<String>, StoreError> {
        let sql = format!("select distinct key from {} where shard = $1 and resolved_at is null", self.failed);
        let rows = self.database.query(&sql, &[i64::from(self.shard).into()]).await?;
        rows.into_iter().map(|mut row| row.get(0)).collect()
    }

    fn identity(&self, row: &QueueRow) -> [Value; 3] {
        [i64::from(self.shard).into(), row.id.into(), row.replay.as_ref().map(|it| it.id.clone()).into()]
    }
}

/// The rows of all journals of the stream.
fn joined(source: &Source) -> String {
    let select = |it: &Journaled| {
        let (journal, table, key) = (it.journal.on(Engine::Sqlite), literal(it.table), quoted(it.key));
        let members = it.columns.iter().map(|(name, shape)| member(name, *shape)).collect::<Vec<_>>().join(", ");
        format!(
            "select {table} as source, t.journal_id, t.journal_operation, t.traceparent, cast(t.{key} as text) as key, \
             json_object({members}) as record from {journal} t"
        )
    };
    source.tables.iter().map(select).collect::<Vec<_>>().join(" union all ")
}

fn member(name: &str, shape: Shape) -> String {
    let column = format!("t.{}", quoted(name));
    let value = match shape {
        Shape::Plain => column,
        Shape::Boolean => format!("json(case {column} when 0 then 'false' when 1 then 'true' end)"),
        Shape::Json => format!("json({column})"),
    };
    format!("{}, {value}", literal(name))
}

fn queue_row(mut row: apigen_store::Row) -> Result<QueueRow, StoreError> {
    let (replay, target): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let record = match row.get::<Option<String>>(8)? {
        None => None,
        Some(text) => Some(Record {
            operation: Operation::of_journal(&row.get::<String>(5)?),
            trace_parent: row.get(6)?,
            key: row.get::<Option<String>>(7)?.unwrap_or_default(),
            row: text,
        }),
    };
    Ok(QueueRow {
        id: row.get(0)?,
        time: row.get(1)?,
        table: row.get(2)?,
        replay: replay.map(|id| Replay { id, target: target.and_then(|it| ConsumerName::new(&it).ok()) }),
        record,
    })
}
