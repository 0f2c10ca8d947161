//! Migrations on PostgreSQL.

use std::time::Duration;

use sqlx::{Connection as _, PgConnection};

use super::{Migration, MigrationError, journal};
use crate::run::Connection;
use crate::{Database, StoreError, Transaction};

/// A number that nothing else locks: the first letters of `apigen` and `migrate`.
const LOCK: i64 = 0x6170_6967_6D69_6772;

/// Runs what was not run yet, under a lock of the session: files outside of transactions need one that outlives those.
pub(super) async fn run(files: &[Migration], database: &Database) -> Result<Vec<String>, MigrationError> {
    let Some(pool) = database.as_postgres() else { return Ok(Vec::new()) };
    let mut connection = pool.acquire().await.map_err(StoreError::from)?;
    // Whatever happens, the lock goes with the connection.
    connection.close_on_drop();
    lock(&mut connection).await?;
    let done = run_locked(files, &mut connection).await;
    let closed = connection.close().await.map_err(StoreError::from);
    let done = done?;
    closed?;
    Ok(done)
}

/// Asks again and again: a session that waits inside the database holds a snapshot, and `create index concurrently` of
/// the process with the lock would wait for that one for ever.
async fn lock(connection: &mut PgConnection) -> Result<(), MigrationError> {
    const PAUSE: Duration = Duration::from_millis(50);
    const TIMES: u32 = 20 * 60 * 10;
    for _ in 0..TIMES {
        let taken = Connection::Postgres(connection).query("select pg_try_advisory_lock($1)", &[LOCK.into()]).await?;
        if taken.into_iter().next().map(|mut it| it.get(0)).transpose()?.unwrap_or(false) {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(MigrationError::Locked)
}

async fn run_locked(files: &[Migration], connection: &mut PgConnection) -> Result<Vec<String>, MigrationError> {
    Connection::Postgres(connection).script(journal::CREATE).await?;
    let applied = Connection::Postgres(connection).query(journal::READ, &[]).await?;
    let mut done = Vec::new();
    for file in journal::pending(files, applied)? {
        apply(file, connection).await.map_err(|source| MigrationError::Failed { file: file.name.clone(), source })?;
        tracing::info!(file = file.name, "migration done");
        done.push(file.name.clone());
    }
    Ok(done)
}

async fn apply(file: &Migration, connection: &mut PgConnection) -> Result<(), StoreError> {
    if !file.is_atomic() {
        Connection::Postgres(connection).script(&file.text).await?;
        return Connection::Postgres(connection).execute(journal::ENTER, &journal::entry(file)).await.map(drop);
    }
    let mut transaction = Transaction::of_postgres(connection.begin().await?);
    transaction.script(&file.text).await?;
    transaction.execute(journal::ENTER, &journal::entry(file)).await?;
    transaction.commit().await
}
