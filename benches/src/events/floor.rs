//! What the database itself allows: the rows inserted, a queue in plain SQL, and a queue that works job by job.

use std::time::Instant;

use apigen_bench::Result;

use crate::place::{Place, execute, per_second};

const ROW: &str = "n::text, n, repeat('x', 200)";

/// Rows inserted and committed 1,000 at a time, which the last step of consuming cannot beat.
pub(crate) async fn raw_inserts(place: &Place, count: i64) -> Result<f64> {
    let database = place.database().await?;
    execute(&database, "create table copies (id text primary key, number bigint not null, name text not null)").await?;
    let start = Instant::now();
    for first in (0..count).step_by(1000) {
        execute(
            &database,
            &format!("insert into copies select {ROW} from generate_series({first}, {}) n", first + 999),
        )
        .await?;
    }
    Ok(per_second(count, start))
}

/// One hop and no broker: 1,000 jobs taken, applied and removed a transaction.
pub(crate) async fn delete_returning(place: &Place, count: i64) -> Result<f64> {
    let database = place.database().await?;
    execute(
        &database,
        &format!(
            "create table copies (id text primary key, number bigint not null, name text not null); \
             create table jobs (id bigint primary key, body jsonb not null); \
             insert into jobs select n, jsonb_build_object('id', n::text, 'number', n, 'name', repeat('x', 200)) \
             from generate_series(1, {count}) n"
        ),
    )
    .await?;
    work(&database, count, 1000).await
}

/// The same with one job a transaction, as job queues do it that keep every job's outcome apart.
pub(crate) async fn job_at_a_time(place: &Place, count: i64) -> Result<f64> {
    let database = place.database().await?;
    execute(
        &database,
        &format!(
            "create table copies (id text primary key, number bigint not null, name text not null); \
             create table jobs (id bigint primary key, body jsonb not null); \
             insert into jobs select n, jsonb_build_object('id', n::text, 'number', n, 'name', repeat('x', 200)) \
             from generate_series(1, {count}) n"
        ),
    )
    .await?;
    work(&database, count, 1).await
}

async fn work(database: &apigen_store::Database, count: i64, batch: i64) -> Result<f64> {
    let sql = format!(
        "with taken as (delete from jobs using (select id from jobs order by id for update skip locked limit {batch}) t \
         where jobs.id = t.id returning body) insert into copies select body->>'id', (body->>'number')::bigint, \
         body->>'name' from taken on conflict (id) do update set number = excluded.number, name = excluded.name"
    );
    let start = Instant::now();
    for _ in 0..count / batch {
        execute(database, &sql).await?;
    }
    Ok(per_second(count, start))
}
