//! Migrations on SQLite.

use super::{Migration, MigrationError, journal};
use crate::run::Connection;
use crate::{Database, StoreError};

/// Runs what was not run yet, file by file. The database's own lock on writers is the lock: each file looks inside its
/// transaction whether another process was quicker.
pub(super) async fn run(files: &[Migration], database: &Database) -> Result<Vec<String>, MigrationError> {
    let mut done = Vec::new();
    loop {
        let mut transaction = database.begin().await?;
        transaction.script(journal::CREATE).await?;
        let applied = transaction.query(journal::READ, &[]).await?;
        let Some(file) = journal::pending(files, applied)?.first() else {
            transaction.commit().await?;
            return Ok(done);
        };
        let failed = |source| MigrationError::Failed { file: file.name.clone(), source };
        if file.is_atomic() {
            transaction.script(&file.text).await.map_err(failed)?;
            transaction.execute(journal::ENTER, &journal::entry(file)).await?;
            transaction.commit().await.map_err(failed)?;
        } else {
            transaction.commit().await?;
            run_alone(file, database).await.map_err(failed)?;
        }
        tracing::info!(file = file.name, "migration done");
        done.push(file.name.clone());
    }
}

/// Runs what cannot be part of a transaction, such as `vacuum`.
async fn run_alone(file: &Migration, database: &Database) -> Result<(), StoreError> {
    let Some(pool) = database.as_sqlite() else { return Ok(()) };
    Connection::Sqlite(&mut *pool.acquire().await?).script(&file.text).await?;
    database.execute(journal::ENTER, journal::entry(file)).await.map(drop)
}
