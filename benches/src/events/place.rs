//! The servers of the bench, as one would run them, and the databases on them.

use std::fmt::Write as _;
use std::time::Instant;

use apigen_bench::Result;
use apigen_store::Database;
use apigen_test_servers::{Nats, Postgres, Rabbit};

/// The generated schema of the demo's user service: typed journal, queue, statement triggers.
const SCHEMA: &str = include_str!("../../../examples/sql/io-acme-user-v0/postgres.sql");
/// What a consumer keeps of users.
const COPIES: &str = "create table copies (id text primary key, handle text not null, status text not null, \
                      language text not null, sequence bigint not null)";
/// How many rows a writer commits at once.
pub(crate) const BATCH: i64 = 1000;

/// A PostgreSQL server with `fsync`, and brokers that are started when they are needed.
pub(crate) struct Place {
    postgres: Postgres,
}

/// What carries events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Memory,
    Nats,
    Rabbit,
}

impl Carrier {
    pub(crate) const ALL: [Self; 3] = [Self::Memory, Self::Nats, Self::Rabbit];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Nats => "NATS",
            Self::Rabbit => "RabbitMQ",
        }
    }

    /// Its URL; the server is this process's only one of its kind.
    pub(crate) fn url(self) -> String {
        match self {
            Self::Memory => "memory:".to_owned(),
            Self::Nats => Nats::shared().url(),
            Self::Rabbit => Rabbit::shared().url(),
        }
    }
}

impl Place {
    pub(crate) fn new() -> Self {
        let settings = [
            ("fsync", "on"),
            ("full_page_writes", "on"),
            ("shared_buffers", "512MB"),
            ("max_wal_size", "4GB"),
            // A server that has run for a while writes into segments that are there already.
            ("wal_init_zero", "off"),
        ];
        Self { postgres: Postgres::with(&settings) }
    }

    /// An empty database.
    pub(crate) async fn database(&self) -> Result<Database> {
        Ok(Database::connect(&self.postgres.database()).await?)
    }

    /// The database of a service that writes users.
    pub(crate) async fn producer(&self) -> Result<Database> {
        let database = self.database().await?;
        execute(&database, SCHEMA).await?;
        Ok(database)
    }

    /// The database of a service that keeps copies of them.
    pub(crate) async fn consumer(&self) -> Result<Database> {
        let database = self.database().await?;
        execute(&database, COPIES).await?;
        Ok(database)
    }

    /// The table of users without its journal.
    pub(crate) async fn plain(&self) -> Result<Database> {
        let database = self.producer().await?;
        let mut sql = String::new();
        for trigger in ["insert", "update", "delete", "key", "truncate"] {
            write!(sql, "drop trigger journal_{trigger} on users;")?;
        }
        execute(&database, &sql).await?;
        Ok(database)
    }
}

/// Runs statements in a transaction.
pub(crate) async fn execute(database: &Database, sql: &str) -> Result {
    let mut transaction = database.begin().await?;
    transaction.script(sql).await?;
    Ok(transaction.commit().await?)
}

/// The statement that inserts users with these numbers, both included.
pub(crate) fn users(first: i64, last: i64) -> String {
    format!(
        "insert into users (id, handle, status, role, language, created_at, updated_at) \
         select 'usr-' || md5(n::text), 'user_' || n, 'active', 'customer', 'en', now(), now() \
         from generate_series({first}, {last}) n"
    )
}

/// Inserts so many users, a thousand a commit; gives users a second.
pub(crate) async fn insert(database: &Database, first: i64, count: i64) -> Result<f64> {
    let start = Instant::now();
    for first in (first..first + count).step_by(usize::try_from(BATCH)?) {
        execute(database, &users(first, first + BATCH - 1)).await?;
    }
    Ok(per_second(count, start))
}

/// What a second holds of so many.
#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn per_second(count: i64, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}
