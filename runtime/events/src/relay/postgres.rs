//! The relay's statements on PostgreSQL, all on the session that holds the shard's lock.

use apigen_store::{Engine, StoreError, Value};
use apigen_types::DateTime;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row as _, SqlSafeStr as _, SqlStr};

use super::desk::Ask;
use super::journal::{Journals, are_dense};
use super::record::{bytes, moment};
use super::row::{Aside, QueueRow, told};
use crate::ConsumerName;
use crate::leader::Session;
use crate::message::Replay;
use crate::stream::Source;

/// Statements are planned once, whatever statistics of a short queue speak for.
const SETTINGS: &str = "set synchronous_commit = off; set plan_cache_mode = force_generic_plan";

/// The queue of one shard.
#[derive(Debug)]
pub(crate) struct PostgresDesk {
    session: Session,
    shard: i16,
    journals: Journals,
    take: SqlStr,
    take_replayed: SqlStr,
    remove: SqlStr,
    remove_range: SqlStr,
    remove_replayed: SqlStr,
    put_aside: SqlStr,
    parked: SqlStr,
    adopt: SqlStr,
    is_done: SqlStr,
}

impl PostgresDesk {
    /// Begins to work on the queue of a shard; the first takes over what others left that there are no more.
    ///
    /// A removal that a crash of the server undoes makes a duplicate, which consumers know how to take: nobody has to
    /// wait for the disk.
    pub(super) async fn open(mut session: Session, source: &'static Source, shard: i16) -> Result<Self, StoreError> {
        sqlx::raw_sql(SETTINGS).execute(&mut session.0).await?;
        let journals = Journals::find(&mut session.0, source).await?;
        let mut desk = Self::new(session, source, shard, journals);
        if shard == 0 {
            sqlx::raw_sql(desk.adopt.clone()).execute(&mut desk.session.0).await?;
        }
        Ok(desk)
    }

    fn new(session: Session, source: &'static Source, shard: i16, journals: Journals) -> Self {
        let (queue, failed) = (source.queue.on(Engine::Postgres), source.failed.on(Engine::Postgres));
        let sql = |text: String| AssertSqlSafe(text).into_sql_str();
        Self {
            session,
            shard,
            journals,
            take: sql(take(&queue, "replay_id is null and journal_id > $2 and journal_id not in (select unnest($3))")),
            take_replayed: sql(take(
                &queue,
                &format!(
                    "replay_id is not null and journal_id > $2 and (not_before is null or not_before <= $5) \
                     and not exists (select from unnest($3, $6::uuid[]) as t(id, replay) \
                     where t.id = journal_id and t.replay = replay_id) and {}",
                    told(&queue)
                ),
            )),
            remove: sql(format!("delete from {queue} where shard = $1 and journal_id = any($2) and replay_id is null")),
            // Others may have come between those that are to go: a change is seen when its transaction ends.
            remove_range: sql(format!(
                "delete from {queue} where shard = $1 and replay_id is null and journal_id >= $3 and journal_id <= $4 \
                 and (journal_id in (select unnest($2)) or false)"
            )),
            remove_replayed: sql(format!(
                "delete from {queue} q using unnest($2::bigint[], $3::uuid[]) as t(id, replay) \
                 where q.shard = $1 and q.journal_id = t.id and q.replay_id = t.replay"
            )),
            put_aside: sql(put_aside(&queue, &failed)),
            parked: sql(format!("select distinct key from {failed} where shard = $1 and resolved_at is null")),
            adopt: sql(format!(
                "update {queue} set shard = shard % {0} where shard >= {0}; \
                 update {failed} set shard = shard % {0} where shard >= {0} and resolved_at is null",
                source.readers(Engine::Postgres)
            )),
            is_done: sql(format!(
                "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= $1 and not exists \
                 (select from {queue} where shard = $2 and replay_id is null and journal_id > $3 and journal_id <= $4)"
            )),
        }
    }

    pub(super) async fn take(&mut self, ask: Ask<'_>) -> Result<Vec<QueueRow>, StoreError> {
        let in_flight: Vec<_> = ask.in_flight.iter().filter(|it| it.replay.is_none()).map(|it| it.id).collect();
        let query = sqlx::query(self.take.clone()).bind(self.shard).bind(ask.above).bind(in_flight);
        let rows = query.bind(limit(ask)).fetch_all(&mut self.session.0).await?;
        self.read(&rows).await
    }

    pub(super) async fn take_replayed(&mut self, ask: Ask<'_>) -> Result<Vec<QueueRow>, StoreError> {
        let (ids, replays) = replayed(ask.in_flight.iter());
        let query = sqlx::query(self.take_replayed.clone()).bind(self.shard).bind(ask.above).bind(ids);
        let query = query.bind(limit(ask)).bind(Value::from(DateTime::from_unix_micros(ask.now))).bind(replays);
        let rows = query.fetch_all(&mut self.session.0).await?;
        self.read(&rows).await
    }

    async fn read(&mut self, rows: &[PgRow]) -> Result<Vec<QueueRow>, StoreError> {
        let mut rows = rows.iter().map(queue_row).collect::<Result<Vec<_>, _>>()?;
        self.journals.read(&mut self.session.0, &mut rows).await?;
        Ok(rows)
    }

    pub(super) async fn remove(&mut self, rows: &[&QueueRow]) -> Result<(), StoreError> {
        let new: Vec<_> = rows.iter().filter(|it| it.replay.is_none()).map(|it| it.id).collect();
        match (new.first().copied(), new.last().copied()) {
            (Some(first), Some(last)) if are_dense(&new) => {
                let query = sqlx::query(self.remove_range.clone()).bind(self.shard).bind(new).bind(first).bind(last);
                query.execute(&mut self.session.0).await?;
            }
            (Some(_), _) => {
                let query = sqlx::query(self.remove.clone()).bind(self.shard).bind(new);
                query.execute(&mut self.session.0).await?;
            }
            _ => {}
        }
        let (ids, replays) = replayed(rows.iter().copied());
        if !ids.is_empty() {
            let query = sqlx::query(self.remove_replayed.clone()).bind(self.shard).bind(ids).bind(replays);
            query.execute(&mut self.session.0).await?;
        }
        Ok(())
    }

    pub(super) async fn put_aside(&mut self, aside: &Aside<'_>, now: i64) -> Result<(), StoreError> {
        let query = sqlx::query(self.put_aside.clone()).bind(self.shard).bind(aside.row.id);
        let query =
            query.bind(aside.row.replay_id()).bind(&aside.reason).bind(Value::from(DateTime::from_unix_micros(now)));
        let query = query.bind(aside.is_decided).bind(aside.row.key().unwrap_or_default());
        query.execute(&mut self.session.0).await?;
        Ok(())
    }

    pub(super) async fn parked_keys(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar(self.parked.clone()).bind(self.shard).fetch_all(&mut self.session.0).await?)
    }

    /// A number of its own, since the snapshot's upper end lies below transactions that are under way.
    pub(super) async fn horizon(&mut self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("select pg_current_xact_id()::text::bigint").fetch_one(&mut self.session.0).await?)
    }

    pub(super) async fn is_done(&mut self, horizon: i64, above: i64, up_to: i64) -> Result<bool, StoreError> {
        let query = sqlx::query_scalar(self.is_done.clone()).bind(horizon).bind(self.shard).bind(above).bind(up_to);
        Ok(query.fetch_one(&mut self.session.0).await?)
    }
}

/// The ids and replays of rows that are replayed.
fn replayed<'a>(rows: impl Iterator<Item = &'a QueueRow>) -> (Vec<i64>, Vec<String>) {
    rows.filter(|it| it.replay.is_some()).map(|it| (it.id, it.replay_id().to_owned())).unzip()
}

fn limit(ask: Ask<'_>) -> i64 {
    i64::try_from(ask.limit).unwrap_or(i64::MAX)
}

/// Rows of the queue in the journal's order.
fn take(queue: &str, condition: &str) -> String {
    format!(
        "select journal_id, journal_timestamp, journal_table, replay_id::text, target from {queue} q \
         where shard = $1 and {condition} order by journal_id, replay_id limit $4"
    )
}

fn put_aside(queue: &str, failed: &str) -> String {
    format!(
        "with moved as (delete from {queue} where shard = $1 and journal_id = $2 \
         and replay_id is not distinct from nullif($3, '')::uuid returning *) insert into {failed} (shard, journal_id, \
         replay_id, journal_timestamp, journal_table, target, not_before, attempts, key, error, first_at, last_at, \
         resolved_at) select shard, journal_id, replay_id, journal_timestamp, journal_table, target, not_before, \
         attempts + 1, $7, $4, $5, $5, case when $6 then $5 end from moved"
    )
}

fn queue_row(row: &PgRow) -> Result<QueueRow, StoreError> {
    let (replay, target): (Option<String>, Option<String>) = (row.try_get(3)?, row.try_get(4)?);
    Ok(QueueRow {
        id: row.try_get(0)?,
        time: moment(bytes(row, 1)?)?,
        table: row.try_get(2)?,
        replay: replay.map(|id| Replay { id, target: target.and_then(|it| ConsumerName::new(&it).ok()) }),
        record: None,
    })
}
