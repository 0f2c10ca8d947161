//! What the journals of a stream recorded, read on PostgreSQL by where it lies: the changes of a batch lie side by side,
//! unless other shards have most of those between them.

use std::collections::{BTreeMap, HashMap};

use apigen_store::{Engine, StoreError, Value, quoted};
use apigen_types::DateTime;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row as _, SqlSafeStr as _, SqlStr};

use super::record::{Columns, bytes, moment};
use super::row::{QueueRow, Record};
use crate::source::Operation;
use crate::stream::{Journaled, Source};

/// So many rows may lie between two that are wanted, on average: passing over one costs a tenth of looking one up.
const GAP: usize = 4;

/// The journals of a stream by the tables whose changes they record.
#[derive(Debug)]
pub(super) struct Journals(BTreeMap<&'static str, Journal>);

/// One of them, as far as the database has the columns that the stream's code knows.
#[derive(Debug)]
struct Journal {
    columns: Columns,
    range: SqlStr,
    each: SqlStr,
}

/// Whether ids, which grow, lie so close together that all between the first and the last are better looked at.
pub(super) fn are_dense(ids: &[i64]) -> bool {
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return false };
    usize::try_from(last.abs_diff(*first)).is_ok_and(|span| span / GAP <= ids.len())
}

impl Journals {
    /// Finds out what the journals have.
    pub(super) async fn find(connection: &mut PgConnection, source: &'static Source) -> Result<Self, StoreError> {
        let mut journals = BTreeMap::new();
        for it in source.tables {
            journals.insert(it.table, Journal::find(connection, it).await?);
        }
        Ok(Self(journals))
    }

    /// Adds to queued changes, which are in the order of their ids, what was recorded of them.
    pub(super) async fn read(&self, connection: &mut PgConnection, rows: &mut [QueueRow]) -> Result<(), StoreError> {
        for (table, journal) in &self.0 {
            let mut wanted: Vec<_> = rows.iter().filter(|it| it.table == *table).map(|it| (it.id, it.time)).collect();
            wanted.dedup();
            if wanted.is_empty() {
                continue;
            }
            let mut recorded = journal.read(connection, &wanted).await?;
            for at in 0..rows.len() {
                let (key, next) = ((rows[at].id, rows[at].time), rows.get(at + 1).map(|it| it.id));
                if rows[at].table == *table {
                    // What is told more than once stands side by side.
                    let is_last = next != Some(key.0);
                    rows[at].record = if is_last { recorded.remove(&key) } else { recorded.get(&key).cloned() };
                }
            }
        }
        Ok(())
    }
}

impl Journal {
    async fn find(connection: &mut PgConnection, it: &Journaled) -> Result<Self, StoreError> {
        let journal = it.journal.on(Engine::Postgres);
        let there = "select attname::text, atttypid::bigint from pg_attribute where attrelid = $1::text::regclass \
                     and attnum > 0 and not attisdropped";
        let there: Vec<(String, i64)> = sqlx::query_as(there).bind(&journal).fetch_all(connection).await?;
        let there: BTreeMap<_, _> = there.into_iter().collect();
        let known = it.columns.iter().filter_map(|(name, _)| Some((*name, *there.get(*name)?)));
        let columns = Columns::new(known);
        let select = |condition: &str| {
            let (key, record) = (quoted(it.key), columns.record());
            let sql = format!(
                "select t.journal_id, t.journal_timestamp, t.journal_operation, t.traceparent, t.{key}::text, {record} \
                 from {journal} t where {condition} and t.journal_timestamp >= $2 and t.journal_timestamp <= $3"
            );
            AssertSqlSafe(sql).into_sql_str()
        };
        let (range, each) = (select("t.journal_id >= $1 and t.journal_id <= $4"), select("t.journal_id = any($1)"));
        Ok(Self { columns, range, each })
    }

    /// What was recorded under these ids at these times.
    async fn read(
        &self,
        connection: &mut PgConnection,
        wanted: &[(i64, DateTime)],
    ) -> Result<HashMap<(i64, DateTime), Record>, StoreError> {
        let ids: Vec<_> = wanted.iter().map(|it| it.0).collect();
        let times = wanted.iter().map(|it| it.1);
        let (from, to) = (Value::from(times.clone().min()), Value::from(times.max()));
        let rows = match (ids.first(), ids.last()) {
            (Some(first), Some(last)) if are_dense(&ids) => {
                sqlx::query(self.range.clone())
                    .bind(*first)
                    .bind(from)
                    .bind(to)
                    .bind(*last)
                    .fetch_all(connection)
                    .await?
            }
            _ => sqlx::query(self.each.clone()).bind(ids).bind(from).bind(to).fetch_all(connection).await?,
        };
        let mut recorded = HashMap::with_capacity(wanted.len());
        for row in rows {
            let key = (row.try_get(0)?, moment(bytes(&row, 1)?)?);
            if wanted.binary_search(&key).is_ok() {
                recorded.insert(key, self.record(&row)?);
            }
        }
        Ok(recorded)
    }

    fn record(&self, row: &PgRow) -> Result<Record, StoreError> {
        Ok(Record {
            operation: Operation::of_journal(row.try_get(2)?),
            trace_parent: row.try_get(3)?,
            key: row.try_get::<Option<String>, _>(4)?.unwrap_or_default(),
            row: self.columns.json(bytes(row, 5)?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use apigen_test_servers::Postgres;
    use serde_json::Value as Json;
    use sqlx::Connection as _;

    use super::super::tests::STREAM;
    use super::*;
    use crate::stream::{Place, Shape};

    const PLACE: Place = Place { postgres: "kinds", sqlite: "journal_kinds" };

    static SOURCE: Source = Source {
        stream: &STREAM,
        tables: &[Journaled {
            table: "kinds",
            journal: PLACE,
            key: "id",
            columns: &[
                ("id", Shape::Plain),
                ("small", Shape::Plain),
                ("whole", Shape::Plain),
                ("long", Shape::Plain),
                ("flag", Shape::Boolean),
                ("words", Shape::Plain),
                ("fixed", Shape::Plain),
                ("at", Shape::Plain),
                ("day", Shape::Plain),
                ("exact", Shape::Plain),
                ("rough", Shape::Plain),
                ("uuid", Shape::Plain),
                ("tree", Shape::Json),
                ("text_of_tree", Shape::Json),
                ("bytes", Shape::Plain),
                ("list", Shape::Json),
                ("of a later release", Shape::Plain),
            ],
        }],
        queue: PLACE,
        failed: PLACE,
        shards: 1,
        encode: |_| Ok(None),
    };

    const TABLE: &str = "create schema journal; set timezone = 'UTC'; create table journal.kinds (\
        journal_id bigint primary key, journal_timestamp timestamptz not null default clock_timestamp(), \
        journal_operation text not null default 'INSERT', traceparent text, id integer, small smallint, whole integer, \
        long bigint, flag boolean, words varchar(40), fixed char(4), at timestamptz, day date, exact numeric, \
        rough double precision, uuid uuid, tree jsonb, text_of_tree json, bytes bytea, list text[])";
    const ROWS: &str = "insert into journal.kinds values \
        (1, default, default, '00-1-2-01', 7, -3, 2147483647, -9223372036854775808, true, E'a \"b\"\\n\\\\ \\u0001 ü', \
        'ab', '1999-12-31 23:59:59.999999Z', '2026-02-28', 12345678901234567890.10, 0.1, \
        '0190d8e8-58c3-7bde-9a0b-2f1d6c6f0a01', '{\"a\": [1, null, \"ü\"]}', '{\"b\" : 1e3}', '\\x00ff', '{a,NULL,\"b c\"}'), \
        (2, default, 'DELETE', null, 8, null, null, null, false, '', null, '2026-11-22 05:00:00Z', null, 0, -1e300, \
        null, '\"x\"', 'null', '', '{}'), (9999, default, default, null, 9, 1, 1, 1, null, null, null, null, null, null, \
        null, null, null, null, null, null)";

    #[tokio::test]
    async fn rows_are_what_postgresql_itself_would_write() -> Result<(), Box<dyn std::error::Error>> {
        let mut connection = PgConnection::connect(&Postgres::shared().database()).await?;
        sqlx::raw_sql(TABLE).execute(&mut connection).await?;
        sqlx::raw_sql(ROWS).execute(&mut connection).await?;
        let journals = Journals::find(&mut connection, &SOURCE).await?;
        let there = sqlx::query("select journal_id, journal_timestamp from journal.kinds order by 1");
        let mut rows = Vec::new();
        for row in there.fetch_all(&mut connection).await? {
            let time = moment(bytes(&row, 1)?)?;
            rows.push(QueueRow { id: row.try_get(0)?, time, table: "kinds".to_owned(), replay: None, record: None });
        }
        // Side by side, each by itself, and told twice.
        for mut some in [rows[..2].to_vec(), rows.clone(), vec![rows[0].clone(), rows[0].clone()]] {
            journals.read(&mut connection, &mut some).await?;
            for row in &some {
                let expected = "select to_json(t)::text from journal.kinds t where journal_id = $1";
                let expected: String = sqlx::query_scalar(expected).bind(row.id).fetch_one(&mut connection).await?;
                let expected: Json = serde_json::from_str(&expected)?;
                let record = row.record.as_ref().unwrap();
                let found: Json = serde_json::from_str(&record.row)?;
                for (name, value) in found.as_object().unwrap() {
                    let time = |it: &Json| it.as_str().and_then(|it| it.parse::<DateTime>().ok());
                    let is_same = value == &expected[name] || (name == "at" && time(value) == time(&expected[name]));
                    assert!(is_same, "{name}: {value}, and to PostgreSQL {}", expected[name]);
                }
                assert_eq!(found.as_object().unwrap().len(), 16);
                assert_eq!(record.key, (row.id.min(3) + 6).to_string());
            }
        }
        // One that the journal has dropped, or that is of another time.
        let mut gone = [QueueRow { id: 5000, ..rows[0].clone() }, QueueRow { id: 9999, ..rows[0].clone() }];
        for row in &mut gone {
            row.record = None;
        }
        journals.read(&mut connection, &mut gone).await?;
        assert!(gone.iter().all(|it| it.record.is_none()));
        Ok(())
    }

    #[test]
    fn what_lies_side_by_side_is_read_as_a_range() {
        assert!(are_dense(&[7]) && are_dense(&[1, 2, 3]) && are_dense(&[1, 9]));
        assert!(!are_dense(&[]) && !are_dense(&[1, 1000]) && !are_dense(&[i64::MIN, i64::MAX]));
    }
}
