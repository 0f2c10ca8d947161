//! Connections to SQLite: one that writes, several that read.

use std::str::FromStr;
use std::sync::Arc;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection, SqlitePool};
use tempfile::TempDir;

use super::Options;
use super::writer::{Write, Writer};
use crate::StoreError;

/// A database file: one connection writes, so that writers queue up here, and readers never wait for them.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
    group: Writer,
    /// Where a database without a file of its own is kept; it goes with the last clone.
    _folder: Option<Arc<TempDir>>,
}

impl File {
    pub(super) async fn open(options: &Options) -> Result<Self, StoreError> {
        let folder = if is_in_memory(&options.url) { Some(Arc::new(folder()?)) } else { None };
        let file = match &folder {
            // A database that is to be forgotten need not survive anything.
            Some(it) => SqliteConnectOptions::new().filename(it.path().join("db")).synchronous(SqliteSynchronous::Off),
            None => SqliteConnectOptions::from_str(&options.url)?.synchronous(synchronous(options)),
        };
        let file = file.create_if_missing(true).foreign_keys(true).busy_timeout(options.patience);
        let writer = SqlitePoolOptions::new().max_connections(1).acquire_timeout(options.patience);
        let writer = writer.after_release(|it, _| Box::pin(is_idle(it)));
        let writer = writer.connect_with(file.clone().journal_mode(SqliteJournalMode::Wal)).await?;
        let readers = SqlitePoolOptions::new().max_connections(options.max_connections);
        let readers = readers.acquire_timeout(options.patience).connect_lazy_with(file.pragma("query_only", "on"));
        let group = Writer::start(&writer);
        Ok(Self { writer, readers, group, _folder: folder })
    }
}

impl File {
    /// Runs a statement in a transaction that it may share with others.
    pub(super) async fn write(&self, write: Write) -> Result<u64, StoreError> {
        self.group.write(&self.writer, write).await
    }
}

/// Whether a connection may be used again. An error that made SQLite undo the transaction by itself, such as a full disk,
/// leaves the library's count of transactions wrong for ever.
async fn is_idle(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // The rollback of a dropped transaction is under way, and the answer comes after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

fn synchronous(options: &Options) -> SqliteSynchronous {
    if options.may_lose_last_commits { SqliteSynchronous::Normal } else { SqliteSynchronous::Full }
}

fn folder() -> Result<TempDir, StoreError> {
    Ok(tempfile::Builder::new().prefix("apigen-").tempdir().map_err(sqlx::Error::Io)?)
}

fn is_in_memory(url: &str) -> bool {
    matches!(url.strip_prefix("sqlite:").map(|it| it.trim_start_matches("//")), Some(":memory:"))
}
