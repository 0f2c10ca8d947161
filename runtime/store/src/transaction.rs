//! Transactions: what happens together or not at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::{Acquire, PgConnection, PgTransaction, SqliteConnection, SqliteTransaction};

use crate::run::Connection;
use crate::{Author, Engine, Row, StoreError, Value};

/// A transaction, or a savepoint within one. Dropped without [`Transaction::commit`] it never happened.
///
/// Repositories and hand-written statements share it, so that whatever a service does in one belongs together.
#[derive(Debug)]
pub struct Transaction<'c> {
    engine: Inner<'c>,
    is_signed: bool,
    /// Whether the engine has undone everything, which statements that follow must not overlook.
    is_lost: Arc<AtomicBool>,
}

#[derive(Debug)]
enum Inner<'c> {
    Postgres(PgTransaction<'c>),
    Sqlite(SqliteTransaction<'c>),
}

impl<'c> Transaction<'c> {
    pub(crate) fn of_postgres(transaction: PgTransaction<'c>) -> Self {
        Self { engine: Inner::Postgres(transaction), is_signed: false, is_lost: Arc::default() }
    }

    pub(crate) fn of_sqlite(transaction: SqliteTransaction<'c>) -> Self {
        Self { engine: Inner::Sqlite(transaction), is_signed: false, is_lost: Arc::default() }
    }

    /// The engine underneath.
    pub fn engine(&self) -> Engine {
        match self.engine {
            Inner::Postgres(_) => Engine::Postgres,
            Inner::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Says who makes the changes that follow; the journal records it beside each of them.
    ///
    /// # Errors
    /// [`StoreError::Aborted`] when the transaction is lost, and what the database says.
    pub async fn sign(&mut self, author: &Author) -> Result<(), StoreError> {
        let values = [&author.actor, &author.traceparent].map(|it| Value::from(it.clone()));
        match self.engine() {
            Engine::Postgres => {
                const SIGN: &str = "select set_config('apigen.actor', coalesce($1, ''), true), \
                                    set_config('apigen.traceparent', coalesce($2, ''), true)";
                self.query(SIGN, &values).await?;
            }
            Engine::Sqlite => {
                // No trigger can read a temporary table, so the author stands in an ordinary one while the transaction
                // lasts; nobody else ever sees the row, since it goes before the commit.
                self.script("create table if not exists apigen_session (actor text, traceparent text)").await?;
                self.script(UNSIGN).await?;
                self.execute("insert into apigen_session (actor, traceparent) values ($1, $2)", &values).await?;
                self.is_signed = true;
            }
        }
        Ok(())
    }

    /// Runs a statement; gives the number of rows that it changed. Parameters are written `$1`, `$2` on both engines.
    ///
    /// # Errors
    /// What the database says of the statement; [`StoreError::Aborted`] when the transaction is lost already.
    pub async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let result = self.connection()?.execute(sql, values).await;
        self.checked(result)
    }

    /// Runs a statement; gives the rows of its result. Parameters are written `$1`, `$2` on both engines.
    ///
    /// # Errors
    /// What the database says of the statement; [`StoreError::Aborted`] when the transaction is lost already.
    pub async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let result = self.connection()?.query(sql, values).await;
        self.checked(result)
    }

    /// Runs statements without parameters, separated by semicolons.
    ///
    /// # Errors
    /// What the database says of the first statement that fails; [`StoreError::Aborted`] when the transaction is lost
    /// already.
    pub async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        let result = self.connection()?.script(sql).await;
        self.checked(result)
    }

    /// Begins a savepoint: committed it becomes part of this transaction, dropped it never happened.
    ///
    /// # Errors
    /// [`StoreError::Aborted`] when the transaction is lost, and what the database says; the transaction is lost then,
    /// too.
    pub async fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.check()?;
        let is_lost = Arc::clone(&self.is_lost);
        // Unless it begins: then sqlx undoes all of this transaction, and what follows would be outside of any.
        is_lost.store(true, Ordering::Relaxed);
        let inner = match &mut self.engine {
            Inner::Postgres(it) => Transaction::of_postgres(it.begin().await?),
            Inner::Sqlite(it) => Transaction::of_sqlite(it.begin().await?),
        };
        is_lost.store(false, Ordering::Relaxed);
        Ok(Transaction { is_lost, ..inner })
    }

    /// Makes what was done permanent, or part of the transaction around it.
    ///
    /// # Errors
    /// [`StoreError::Aborted`] when the transaction is lost, and what the database says of constraints that are checked
    /// this late. Nothing is committed then, unless it is [`StoreError::Unavailable`]: the answer may have been lost on
    /// the way.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.check()?;
        if self.is_signed {
            self.script(UNSIGN).await?;
        }
        let result = match self.engine {
            Inner::Postgres(it) => it.commit().await,
            Inner::Sqlite(it) => it.commit().await,
        };
        Ok(result?)
    }

    /// Undoes what was done. Dropping does the same, later and without telling whether it worked.
    ///
    /// # Errors
    /// What the database says; nothing is committed even then.
    pub async fn rollback(self) -> Result<(), StoreError> {
        let result = match self.engine {
            Inner::Postgres(it) => it.rollback().await,
            Inner::Sqlite(it) => it.rollback().await,
        };
        Ok(result?)
    }

    /// The connection underneath, on PostgreSQL: for `copy`, advisory locks and whatever else only it has.
    pub fn as_postgres(&mut self) -> Option<&mut PgConnection> {
        match &mut self.engine {
            Inner::Postgres(it) => Some(it),
            Inner::Sqlite(_) => None,
        }
    }

    /// The connection underneath, on SQLite.
    pub fn as_sqlite(&mut self) -> Option<&mut SqliteConnection> {
        match &mut self.engine {
            Inner::Sqlite(it) => Some(it),
            Inner::Postgres(_) => None,
        }
    }

    fn connection(&mut self) -> Result<Connection<'_>, StoreError> {
        self.check()?;
        Ok(match &mut self.engine {
            Inner::Postgres(it) => Connection::Postgres(it),
            Inner::Sqlite(it) => Connection::Sqlite(it),
        })
    }

    fn check(&self) -> Result<(), StoreError> {
        if self.is_lost.load(Ordering::Relaxed) { Err(StoreError::Aborted) } else { Ok(()) }
    }

    /// After such errors SQLite has rolled back, and a further statement would take effect at once and alone.
    fn checked<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let (Engine::Sqlite, Err(StoreError::DiskFull(_) | StoreError::Unavailable(_))) = (self.engine(), &result) {
            self.is_lost.store(true, Ordering::Relaxed);
        }
        result
    }
}

const UNSIGN: &str = "delete from apigen_session";
