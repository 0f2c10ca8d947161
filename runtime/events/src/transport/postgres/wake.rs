//! Hints between processes that something was published, so that nobody has to poll often.

use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

const CHANNEL: &str = "apigen_broker";

/// How soon to look again when nothing was there: quickly while things happen, seldom when idle.
#[derive(Debug)]
pub(super) struct Poll(Duration);

impl Poll {
    const LONGEST: Duration = Duration::from_millis(100);

    /// Waits for a hint or for a while; ends when the deadline is over.
    pub(super) async fn wait(&mut self, woken: Pin<&mut Notified<'_>>, deadline: Instant) -> ControlFlow<()> {
        let now = Instant::now();
        if now >= deadline {
            return ControlFlow::Break(());
        }
        // Waking up early is fine, so whether the time was over does not matter.
        let _ = timeout_at(deadline.min(now + self.0), woken).await;
        self.0 = Self::LONGEST.min(self.0 * 2);
        ControlFlow::Continue(())
    }
}

impl Default for Poll {
    fn default() -> Self {
        Self(Duration::from_millis(5))
    }
}

/// Wakes all subscriptions of a transport; one connection listens for all of them.
#[derive(Debug, Default)]
pub(super) struct Wake {
    woken: Notify,
    listening: Mutex<Option<JoinHandle<()>>>,
}

impl Wake {
    /// Begins to listen, unless it listens already.
    pub(super) fn listen(self: &Arc<Self>, pool: &PgPool) {
        let mut listening = self.listening.lock().unwrap_or_else(PoisonError::into_inner);
        if listening.is_none() {
            *listening = Some(tokio::spawn(listen(Arc::downgrade(self), pool.clone())));
        }
    }

    /// Completes at the first hint after the call.
    pub(super) fn woken(&self) -> Notified<'_> {
        self.woken.notified()
    }
}

/// Sends a hint to every process that listens.
pub(super) async fn send(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query("select pg_notify($1, '')").bind(CHANNEL).execute(pool).await.map(drop)
}

async fn listen(wake: Weak<Wake>, pool: PgPool) {
    while wake.strong_count() > 0 {
        if let Ok(mut listener) = PgListener::connect_with(&pool).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            while listener.recv().await.is_ok() {
                let Some(wake) = wake.upgrade() else { return };
                wake.woken.notify_waiters();
            }
        }
        // Subscriptions poll in the meantime.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        let listening = self.listening.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = listening.take() {
            task.abort();
        }
    }
}
