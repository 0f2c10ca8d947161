//! Dropping what is older than a stream's retention, a whole partition at a time.

use std::time::Duration;

use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row};
use tokio::time::Instant;

use super::layout::Layout;

/// Into how many segments the retention is divided; that much longer than needed a message may be kept.
const SEGMENTS: u32 = 8;

/// When to look again for what can go.
#[derive(Debug)]
pub(super) struct Retention {
    layout: Layout,
    keep: Duration,
    due: Instant,
}

impl Retention {
    pub(super) fn new(layout: Layout, keep: Duration) -> Self {
        Self { layout, keep, due: Instant::now() }
    }

    /// Begins a new segment and drops old ones, if it is time for that.
    pub(super) async fn apply(&mut self, pool: &PgPool) -> Result<(), sqlx::Error> {
        if Instant::now() < self.due {
            return Ok(());
        }
        self.due = Instant::now() + (self.keep / SEGMENTS).min(Duration::from_mins(1));
        let mut transaction = apigen_store::begin(pool).await?;
        // Dropping waits for readers, and everybody waits behind it: rather try again a minute later.
        sqlx::query("set local lock_timeout = '1s'").execute(&mut *transaction).await?;
        let sql = "select segment, extract(epoch from clock_timestamp() - segment_since)::float8, last \
                   from apigen_broker.stream where id = $1 for update";
        let Some(row) = sqlx::query(sql).bind(self.layout.stream).fetch_optional(&mut *transaction).await? else {
            return Ok(());
        };
        let (segment, age, last): (i32, f64, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        if age > (self.keep / SEGMENTS).as_secs_f64() {
            self.begin_segment(&mut transaction, segment + 1).await?;
        }
        self.drop_segments(&mut transaction, segment, last).await?;
        transaction.commit().await
    }

    async fn begin_segment(&self, connection: &mut PgConnection, segment: i32) -> Result<(), sqlx::Error> {
        // The one after it, so that the next publisher finds its partition there already.
        sqlx::raw_sql(AssertSqlSafe(self.layout.create_segment(segment + 1))).execute(&mut *connection).await?;
        let sql = "update apigen_broker.stream set segment = $2, segment_since = clock_timestamp() where id = $1";
        sqlx::query(sql).bind(self.layout.stream).bind(segment).execute(connection).await.map(drop)
    }

    /// Drops full segments, from the oldest, whose newest message is older than the retention.
    async fn drop_segments(&self, connection: &mut PgConnection, current: i32, last: i64) -> Result<(), sqlx::Error> {
        for segment in self.segments(connection).await?.into_iter().filter(|it| *it < current) {
            let name = self.layout.segment(segment);
            let sql = format!(
                "select id, extract(epoch from clock_timestamp() - published_at)::float8 from {name} order by id desc limit 1"
            );
            let newest = sqlx::query(AssertSqlSafe(sql)).fetch_optional(&mut *connection).await?;
            let newest = newest.map(|row| Ok::<_, sqlx::Error>((row.try_get::<i64, _>(0)?, row.try_get::<f64, _>(1)?)));
            let newest = newest.transpose()?;
            if newest.is_some_and(|(_, age)| age <= self.keep.as_secs_f64()) {
                break;
            }
            sqlx::raw_sql(AssertSqlSafe(format!("drop table {name}"))).execute(&mut *connection).await?;
            let sql = "update apigen_broker.stream set dropped = greatest(dropped, $2) where id = $1";
            let dropped = newest.map_or(0, |(id, _)| id.min(last));
            sqlx::query(sql).bind(self.layout.stream).bind(dropped).execute(&mut *connection).await?;
        }
        Ok(())
    }

    async fn segments(&self, connection: &mut PgConnection) -> Result<Vec<i32>, sqlx::Error> {
        let sql = "select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid \
                   where i.inhparent = to_regclass($1)";
        let rows = sqlx::query(sql).bind(self.layout.messages()).fetch_all(connection).await?;
        let number = |row: &sqlx::postgres::PgRow| row.get::<String, _>(0).rsplit('_').next()?.parse().ok();
        let mut segments: Vec<i32> = rows.iter().filter_map(number).collect();
        segments.sort_unstable();
        Ok(segments)
    }
}
