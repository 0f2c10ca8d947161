//! Databases: a pool of connections to either engine, chosen by URL.

mod begin;
mod options;
mod postgres;
mod sqlite;
mod writer;

use std::time::Duration;

use sqlx::{AssertSqlSafe, PgPool, SqlSafeStr as _, SqlStr, SqlitePool};

use crate::run::Connection;
use crate::{Author, Engine, Row, StoreError, Transaction, Value};

pub use begin::{Isolation, begin};
pub use options::Options;

use writer::Write;

/// A database; clones share its connections.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Inner,
    author: Author,
}

#[derive(Debug, Clone)]
enum Inner {
    Postgres(PgPool),
    Sqlite(sqlite::File),
}

impl Database {
    /// Opens a database by URL:
    ///
    /// - `postgres://user:password@host:port/database`, and what else `sqlx` understands;
    /// - `sqlite:path/to/file.db`, created when it is not there;
    /// - `sqlite::memory:`, a database of its own, kept in the temporary folder and gone with its last clone.
    ///
    /// The query of the URL may hold `max_connections`, and for SQLite `synchronous=normal` (a power failure may undo
    /// the last commits; a crash of the process undoes none).
    ///
    /// # Errors
    /// [`StoreError::Url`] when the URL makes no sense, [`StoreError::Unavailable`] when there is nobody to talk to.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        Self::connect_with(Options::parse(url)?).await
    }

    /// Opens a database with settings.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when there is nobody to talk to, [`StoreError::Url`] when the rest of the URL makes
    /// no sense.
    pub async fn connect_with(options: Options) -> Result<Self, StoreError> {
        let engine = match options.engine() {
            Engine::Postgres => Inner::Postgres(postgres::open(&options).await?),
            Engine::Sqlite => Inner::Sqlite(sqlite::File::open(&options).await?),
        };
        Ok(Self { engine, author: Author::default() })
    }

    /// The engine underneath.
    pub fn engine(&self) -> Engine {
        match self.engine {
            Inner::Postgres(_) => Engine::Postgres,
            Inner::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// The same database for writes on somebody's behalf.
    #[must_use]
    pub fn signed(&self, author: Author) -> Self {
        Self { engine: self.engine.clone(), author }
    }

    /// Begins a transaction that may write. On SQLite it waits for the writer before it. Whoever gives up waiting
    /// leaves nothing behind.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when there is no connection, or none gets free in time.
    pub async fn begin(&self) -> Result<Transaction<'static>, StoreError> {
        self.begin_by(None).await
    }

    /// Begins a transaction that sees no more of others than it is to; one that cannot be undisturbed ends in
    /// [`StoreError::Contended`], and is to be done again from its beginning.
    ///
    /// # Errors
    /// The same as those of [`Database::begin`].
    pub async fn begin_isolated(&self, isolation: Isolation) -> Result<Transaction<'static>, StoreError> {
        self.begin_by(Some(isolation.begin().into_sql_str())).await
    }

    /// Begins a transaction that PostgreSQL ends when nothing is said in it for so long, so that a process that hangs
    /// holds up nobody for ever.
    ///
    /// # Errors
    /// The same as those of [`Database::begin`].
    pub async fn begin_heard(&self, silence: Duration) -> Result<Transaction<'static>, StoreError> {
        let limit = silence.as_millis();
        let statement = format!("begin; set local idle_in_transaction_session_timeout = {limit}");
        self.begin_by(Some(AssertSqlSafe(statement).into_sql_str())).await
    }

    /// Begins by a statement, on PostgreSQL.
    async fn begin_by(&self, statement: Option<SqlStr>) -> Result<Transaction<'static>, StoreError> {
        let mut transaction = match &self.engine {
            Inner::Postgres(pool) => Transaction::of_postgres(begin::begin_by(pool, statement).await?),
            Inner::Sqlite(file) => Transaction::of_sqlite(file.writer.begin_with("begin immediate").await?),
        };
        if !self.author.is_unknown() {
            transaction.sign(&self.author).await?;
        }
        Ok(transaction)
    }

    /// Runs a statement in a transaction of its own; gives the number of rows that it changed.
    ///
    /// On SQLite, statements that wait for the disk at the same time share one commit.
    ///
    /// # Errors
    /// What the database says of the statement; it then changed nothing.
    pub async fn execute(
        &self,
        sql: impl Into<String> + Send,
        values: impl Into<Vec<Value>> + Send,
    ) -> Result<u64, StoreError> {
        let (sql, values) = (sql.into(), values.into());
        match &self.engine {
            Inner::Postgres(pool) if self.author.is_unknown() => {
                Connection::Postgres(&mut *pool.acquire().await?).execute(&sql, &values).await
            }
            Inner::Postgres(_) => {
                let mut transaction = self.begin().await?;
                let changed = transaction.execute(&sql, &values).await?;
                transaction.commit().await?;
                Ok(changed)
            }
            Inner::Sqlite(file) => file.write(Write { author: self.author.clone(), sql, values }).await,
        }
    }

    /// Runs a statement that reads; gives the rows of its result. Parameters are written `$1`, `$2` on both engines.
    ///
    /// It sees what is committed, and nothing of transactions under way.
    ///
    /// # Errors
    /// What the database says of the statement; on SQLite [`StoreError::ReadOnly`] when it writes.
    pub async fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        match &self.engine {
            Inner::Postgres(pool) => Connection::Postgres(&mut *pool.acquire().await?).query(sql, values).await,
            Inner::Sqlite(file) => Connection::Sqlite(&mut *file.readers.acquire().await?).query(sql, values).await,
        }
    }

    /// The connections, on PostgreSQL: for listeners, `copy` and whatever else only it has.
    ///
    /// Begin no transaction on them by `sqlx`'s own `begin`: whoever gives up waiting for it leaves the connection within
    /// one (`docs/store.md`). [`Database::begin`] is safe, and so is [`begin()`] on any other pool.
    pub fn as_postgres(&self) -> Option<&PgPool> {
        match &self.engine {
            Inner::Postgres(pool) => Some(pool),
            Inner::Sqlite(_) => None,
        }
    }

    /// The one connection that writes, on SQLite.
    pub fn as_sqlite(&self) -> Option<&SqlitePool> {
        match &self.engine {
            Inner::Sqlite(file) => Some(&file.writer),
            Inner::Postgres(_) => None,
        }
    }

    /// Waits for transactions under way, then closes all connections.
    pub async fn close(&self) {
        match &self.engine {
            Inner::Postgres(pool) => pool.close().await,
            Inner::Sqlite(file) => {
                file.readers.close().await;
                file.writer.close().await;
            }
        }
    }
}
