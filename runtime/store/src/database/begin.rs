//! Beginning a transaction on PostgreSQL, so that whoever gives up waiting for it leaves nothing behind.
//!
//! sqlx 0.9 forgets a `BEGIN` that was sent and whose answer nobody awaited: the connection would go back to its pool
//! within a transaction that nobody ends, and what others write on it would be lost when it is closed.

use std::pin::Pin;
use std::task::{Context, Poll};

use sqlx::{PgPool, PgTransaction};
use tokio::runtime::Handle;

type Begun = Result<PgTransaction<'static>, sqlx::Error>;

/// Begins a transaction on a connection of a pool; dropped at any moment, it is as if it had never been called.
///
/// # Errors
/// What the pool says when there is no connection, or the server when it begins nothing.
pub async fn begin(pool: &PgPool) -> Begun {
    let connection = pool.acquire().await?;
    Beginning(Some(PgTransaction::begin(connection, None))).await
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
