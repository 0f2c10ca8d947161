//! What the database itself allows: the rows inserted, and queues in plain SQL, without a broker and an inbox.

use std::time::Instant;

use apigen_bench::Result;
use apigen_store::{Database, Kind, Value};

use crate::cpu;
use crate::drain::Drained;
use crate::place::{BATCH, Place, execute, per_second};

const TABLE: &str = "create table copies (id text primary key, handle text not null, status text not null, \
                     language text not null, sequence bigint not null)";

/// The rows of the copy inserted and committed as they are by a consumer, which its last step cannot beat.
pub(crate) async fn raw_inserts(place: &Place, count: i64) -> Result<f64> {
    let database = place.database().await?;
    execute(&database, TABLE).await?;
    let start = Instant::now();
    for first in (0..count).step_by(usize::try_from(BATCH)?) {
        let rows = format!(
            "insert into copies select 'usr-' || md5(n::text), 'user_' || n, 'active', 'en', n \
             from generate_series({first}, {}) n",
            first + BATCH - 1
        );
        execute(&database, &rows).await?;
    }
    Ok(per_second(count, start))
}

/// As pgmq does it, so many at a time: a batch is read and hidden, applied with one statement, and deleted.
pub(crate) async fn read_and_delete(place: &Place, count: i64, batch: i64) -> Result<Drained> {
    let database = queue(place, count).await?;
    let read = format!(
        "with t as (select id from jobs where hidden_until <= clock_timestamp() order by id limit {batch} \
         for update skip locked) update jobs j set hidden_until = clock_timestamp() + interval '30 s', \
         reads = reads + 1 from t where j.id = t.id returning j.id, j.body::text"
    );
    let apply = format!(
        "with taken as (select * from unnest($1::bigint[], ($2::text[])::jsonb[]) as t(id, body)), \
         done as (delete from jobs where id = any($1::bigint[])) {APPLY}"
    );
    let (start, spent) = (Instant::now(), cpu::seconds());
    for _ in 0..count / batch {
        let mut transaction = database.begin().await?;
        let jobs = transaction.query(&read, &[]).await?;
        transaction.commit().await?;
        let (mut ids, mut bodies) = (Vec::new(), Vec::new());
        for mut job in jobs {
            ids.push(Value::from(job.get::<i64>(0)?));
            bodies.push(Value::from(job.get::<String>(1)?));
        }
        let mut transaction = database.begin().await?;
        transaction.execute(&apply, &[Value::List(Kind::Integer, ids), Value::List(Kind::Text, bodies)]).await?;
        transaction.commit().await?;
    }
    Ok(Drained { rate: per_second(count, start), cpu: cpu::micros_each(spent, count) })
}

/// Rows written one by one, 1,000 a commit: what one connection can do, each statement waiting for the one before.
pub(crate) async fn row_by_row(place: &Place, count: i64) -> Result<f64> {
    const WRITE: &str = "insert into copies as c values ($1, $2, $3, $4, $5) on conflict (id) do update \
                         set handle = excluded.handle, sequence = excluded.sequence where excluded.sequence > c.sequence";
    let database = place.database().await?;
    execute(&database, TABLE).await?;
    let start = Instant::now();
    for first in (0..count).step_by(1000) {
        let mut transaction = database.begin().await?;
        for number in first..(first + 1000).min(count) {
            let (id, handle) = (format!("usr-{number:032x}"), format!("user_{number}"));
            let row: [Value; 5] = [id.into(), handle.into(), "active".into(), "en".into(), number.into()];
            transaction.execute(WRITE, &row).await?;
        }
        transaction.commit().await?;
    }
    Ok(per_second(count, start))
}

/// As job queues do it that keep every job's outcome apart: one job a transaction.
pub(crate) async fn one_at_a_time(place: &Place, count: i64) -> Result<f64> {
    let database = queue(place, count).await?;
    let take = format!(
        "with taken as (delete from jobs where id = (select id from jobs order by id limit 1 for update skip locked) \
         returning id, body) {APPLY}"
    );
    let start = Instant::now();
    for _ in 0..count {
        execute(&database, &take).await?;
    }
    Ok(per_second(count, start))
}

const APPLY: &str = "insert into copies as c select body->>'id', body->>'handle', body->>'status', body->>'language', id \
                     from taken on conflict (id) do update set handle = excluded.handle, sequence = excluded.sequence \
                     where excluded.sequence > c.sequence";

async fn queue(place: &Place, count: i64) -> Result<Database> {
    let database = place.database().await?;
    execute(
        &database,
        &format!(
            "{TABLE}; create table jobs (id bigint primary key, reads integer not null default 0, \
             hidden_until timestamptz not null default now(), body jsonb not null); \
             insert into jobs (id, body) select n, jsonb_build_object('id', 'usr-' || md5(n::text), 'handle', \
             'user_' || n, 'status', 'active', 'role', 'customer', 'language', 'en', 'created_at', now(), 'updated_at', \
             now()) from generate_series(1, {count}) n"
        ),
    )
    .await?;
    execute(&database, "analyze").await?;
    Ok(database)
}
