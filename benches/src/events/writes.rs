//! What the journal costs the writer, and what an update costs that changes nothing.

use std::time::Instant;

use apigen_bench::Result;
use apigen_store::Database;
use apigen_types::DateTime;
use io_acme_user_v0::User;
use io_acme_user_v0::store::Users;

use crate::cpu;
use crate::place::{Place, execute, insert, per_second, users};

const ROWS: i64 = 20_000;
const WRITERS: i64 = 16;
const EACH: i64 = 400;
/// What connections, plans and caches come about with, before anything is measured.
const WARM: i64 = 25;

/// Journaled writes as parts of plain ones, and writes of what is there already as a multiple of changes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Costs {
    pub(crate) bulk: f64,
    pub(crate) single: f64,
    pub(crate) unchanged: f64,
    pub(crate) in_sql: Unchanged,
}

/// An update that finds equal hashes, beside one that writes: rows a second as a multiple, the rest as parts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unchanged {
    pub(crate) rate: f64,
    pub(crate) cpu: f64,
    pub(crate) wal: f64,
}

pub(crate) async fn measure(place: &Place) -> Result<Costs> {
    let (journaled, plain) = (place.producer().await?, place.plain().await?);
    for database in [&plain, &journaled] {
        singles(database, 2_000_000, WARM).await?;
    }
    let (one, other) = (insert(&plain, 0, ROWS).await?, insert(&journaled, 0, ROWS).await?);
    println!("  bulk insert, 1,000 a commit   plain {one:8.0} rows/s, journaled {other:8.0}");
    let bulk = other / one;
    let (one, other) = (singles(&plain, 1_000_000, EACH).await?, singles(&journaled, 1_000_000, EACH).await?);
    println!("  single rows, 16 writers       plain {one:8.0} tx/s,   journaled {other:8.0}");
    let single = other / one;
    let (changed, same) = upserts(&journaled).await?;
    println!("  generated upsert, 1,000 rows  changed {changed:6.0} rows/s, unchanged {same:8.0}");
    let unchanged = same / changed;
    let in_sql = updates(&journaled).await?;
    Ok(Costs { bulk, single, unchanged, in_sql })
}

/// Many writers at once, so many rows each; gives transactions a second.
async fn singles(database: &Database, first: i64, each: i64) -> Result<f64> {
    let write = |writer: i64| {
        let database = database.clone();
        async move {
            for number in first + writer * each..first + (writer + 1) * each {
                execute(&database, &users(number, number)).await?;
            }
            Result::Ok(())
        }
    };
    let start = Instant::now();
    let tasks: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write(writer))).collect();
    for task in tasks {
        task.await??;
    }
    Ok(per_second(WRITERS * each, start))
}

/// Through the generated repository, which leaves rows with an equal hash alone.
async fn upserts(database: &Database) -> Result<(f64, f64)> {
    let now = DateTime::now();
    let user = |number: i64, language: &str| {
        let user = User::new(format!("usr-{number:032x}"), format!("upserted_{number}"), now, now);
        User { language: language.to_owned(), ..user }
    };
    let all = |language: &str| -> Vec<_> { (0..ROWS).map(|it| user(it, language)).collect() };
    let (english, french) = (all("en"), all("fr"));
    // Every connection of the pool plans both statements for itself.
    for users in [&english, &french, &english] {
        write(database, users).await?;
    }
    let changed = write(database, &french).await?;
    for _ in 0..3 {
        write(database, &french).await?;
    }
    Ok((changed, write(database, &french).await?))
}

/// One statement for all rows, as PostgreSQL runs it by itself.
async fn updates(database: &Database) -> Result<Unchanged> {
    let update = "update users u set language = v.language, hash_code = v.hash_code \
                  from (select id, 'de' as language, hash_code from users where hash_code is not null) v where u.id = v.id";
    let plain = update_once(database, update).await?;
    let guarded = format!("{update} and u.hash_code is distinct from v.hash_code");
    let same = update_once(database, &guarded).await?;
    println!(
        "  update in SQL                 changed {:6.0} rows/s, unchanged {:8.0}; {:.1} and {:.1} µs CPU, {:.0} and {:.0} \
         bytes of WAL a row",
        plain.rate, same.rate, plain.cpu, same.cpu, plain.wal, same.wal
    );
    Ok(Unchanged { rate: same.rate / plain.rate, cpu: same.cpu / plain.cpu, wal: same.wal / plain.wal })
}

async fn update_once(database: &Database, sql: &str) -> Result<Unchanged> {
    let place = async || -> Result<i64> {
        let sql = "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";
        Ok(database.query(sql, &[]).await?.remove(0).get(0)?)
    };
    let (start, spent, before) = (Instant::now(), cpu::seconds(), place().await?);
    execute(database, sql).await?;
    let (rate, cpu) = (per_second(ROWS, start), cpu::micros_each(spent, ROWS));
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    let wal = (place().await? - before) as f64 / ROWS as f64;
    Ok(Unchanged { rate, cpu, wal })
}

async fn write(database: &Database, users: &[User]) -> Result<f64> {
    let start = Instant::now();
    for portion in users.chunks(1000) {
        Users::of(database).upsert_all(portion).await?;
    }
    Ok(per_second(i64::try_from(users.len())?, start))
}
