//! What the journal costs the writer, and what an update costs that changes nothing.

use std::time::Instant;

use apigen_bench::Result;
use apigen_store::Database;

use crate::place::{Place, execute, per_second};

const ROWS: i64 = 20_000;
const WRITERS: i64 = 16;
const EACH: i64 = 100;

pub(crate) async fn report(place: &Place) -> Result {
    let (journaled, _) = place.services().await?;
    let plain = place.database().await?;
    execute(&plain, "create table users (id text primary key, number bigint not null, name text not null)").await?;
    let (one, other) = (bulk(&plain).await?, bulk(&journaled).await?);
    println!("  bulk insert, 1,000 a commit: plain {one:7.0} rows/s, journaled {other:7.0}  {:5.2}", other / one);
    let (one, other) = (singles(&plain).await?, singles(&journaled).await?);
    println!("  single rows, 16 writers:     plain {one:7.0} rows/s, journaled {other:7.0}  {:5.2}", other / one);
    let changed = update(&journaled, "update users set number = number + 1 where id = $ID").await?;
    let same = update(&journaled, "update users set number = number where id = $ID and number <> number").await?;
    println!(
        "  updates in one commit: changed {changed:7.0} rows/s, guarded and the same {same:7.0}  {:5.2}",
        same / changed
    );
    Ok(())
}

async fn bulk(database: &Database) -> Result<f64> {
    let start = Instant::now();
    for first in (0..ROWS).step_by(1000) {
        let last = first + 999;
        execute(
            database,
            &format!("insert into users select n::text, n, repeat('x', 200) from generate_series({first}, {last}) n"),
        )
        .await?;
    }
    Ok(per_second(ROWS, start))
}

async fn singles(database: &Database) -> Result<f64> {
    let write = |writer: i64| {
        let database = database.clone();
        async move {
            for number in 0..EACH {
                execute(&database, &format!("insert into users values ('w-{writer}-{number}', 1, repeat('x', 200))"))
                    .await?;
            }
            Result::Ok(())
        }
    };
    let start = Instant::now();
    let tasks: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write(writer))).collect();
    for task in tasks {
        task.await??;
    }
    Ok(per_second(WRITERS * EACH, start))
}

async fn update(database: &Database, sql: &str) -> Result<f64> {
    let set = sql.replace("where id = $ID", "where true");
    let start = Instant::now();
    execute(database, &set).await?;
    Ok(per_second(ROWS, start))
}
