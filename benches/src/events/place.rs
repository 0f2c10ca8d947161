//! A PostgreSQL server as one would run it: with `fsync`.

use apigen_bench::Result;
use apigen_store::Database;
use apigen_test_events::{create_copy, create_users};
use apigen_test_servers::Postgres;

pub(crate) struct Place(Postgres);

impl Place {
    pub(crate) fn new() -> Self {
        Self(Postgres::with(&[
            ("fsync", "on"),
            ("full_page_writes", "on"),
            ("shared_buffers", "512MB"),
            ("max_wal_size", "4GB"),
        ]))
    }

    /// An empty database.
    pub(crate) async fn database(&self) -> Result<Database> {
        Ok(Database::connect(&self.0.database()).await?)
    }

    /// A database with journaled users, and another for their copy.
    pub(crate) async fn services(&self) -> Result<(Database, Database)> {
        let (producer, consumer) = (self.database().await?, self.database().await?);
        create_users(&producer).await?;
        create_copy(&consumer).await?;
        Ok((producer, consumer))
    }
}

/// Runs statements in a transaction.
pub(crate) async fn execute(database: &Database, sql: &str) -> Result {
    let mut transaction = database.begin().await?;
    transaction.script(sql).await?;
    Ok(transaction.commit().await?)
}

/// What a second holds of so many.
#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn per_second(count: i64, since: std::time::Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}
