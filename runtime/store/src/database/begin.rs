//! Beginning a transaction on PostgreSQL, so that whoever gives up waiting for it leaves nothing behind.
//!
//! sqlx 0.9 forgets a `BEGIN` that was sent and whose answer nobody awaited: the connection would go back to its pool
//! within a transaction that nobody ends, and what others write on it would be lost when it is closed.

use std::pin::Pin;
use std::task::{Context, Poll};

use sqlx::{PgPool, PgTransaction, SqlStr};
use tokio::runtime::Handle;

/// What a transaction on PostgreSQL sees of others that are under way. SQLite lets one write at a time, and whoever has
/// begun sees what was there then, so that all of it is [`Isolation::Serializable`] there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// Each statement sees what was committed before it.
    ReadCommitted,
    /// All statements see what was committed before the first; a row that somebody else has changed since cannot be.
    RepeatableRead,
    /// The same, and it commits only if it could as well have been alone.
    Serializable,
}

impl Isolation {
    /// What begins such a transaction.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Self::ReadCommitted => "begin isolation level read committed",
            Self::RepeatableRead => "begin isolation level repeatable read",
            Self::Serializable => "begin isolation level serializable",
        }
    }
}

type Begun = Result<PgTransaction<'static>, sqlx::Error>;

/// Begins a transaction on a connection of a pool; dropped at any moment, it is as if it had never been called.
///
/// # Errors
/// What the pool says when there is no connection, or the server when it begins nothing.
pub async fn begin(pool: &PgPool) -> Begun {
    begin_by(pool, None).await
}

/// The same by a statement that is more than `BEGIN`.
pub(super) async fn begin_by(pool: &PgPool, statement: Option<SqlStr>) -> Begun {
    let connection = pool.acquire().await?;
    Beginning(Some(PgTransaction::begin(connection, statement))).await
}

/// A transaction that is about to begin.
struct Beginning(Option<Pin<Box<dyn Future<Output = Begun> + Send>>>);

impl Future for Beginning {
    type Output = Begun;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Begun> {
        let Some(beginning) = &mut self.0 else { return Poll::Pending };
        let begun = beginning.as_mut().poll(context);
        if begun.is_ready() {
            self.0 = None;
        }
        begun
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        if let (Some(beginning), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            // Once it has begun sqlx knows of it, and undoes it.
            runtime.spawn(async { drop(beginning.await) });
        }
    }
}
