//! Holding a consumer's lock: a session that says something now and then, or else loses it.

use std::sync::Arc;
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool};
use tokio::sync::{Mutex, MutexGuard};
use tokio::task::JoinHandle;

/// How often a holder shows that it is there.
const BEAT: Duration = Duration::from_millis(1500);

/// For how long a holder may be silent.
const LEASE: Duration = Duration::from_secs(5);

/// The session that holds a lock, or waits for it.
///
/// A process that is frozen, or whose machine or network is gone, keeps its session; the server ends one that holds the
/// lock and is silent for [`LEASE`], and then another subscription takes over. Whoever works on the session needs no
/// further proof: without the lock there is no session.
#[derive(Debug)]
pub(super) struct Hold {
    session: Arc<Mutex<PgConnection>>,
    /// Present while the lock is held.
    beating: Option<JoinHandle<()>>,
}

impl Hold {
    /// A session of its own, which holds nothing yet.
    pub(super) async fn connect(pool: &PgPool) -> Result<Self, sqlx::Error> {
        let options = (*pool.connect_options()).clone();
        let session = PgConnection::connect_with(&options).await?;
        Ok(Self { session: Arc::new(Mutex::new(session)), beating: None })
    }

    /// The session, when nothing else is said on it.
    pub(super) async fn session(&self) -> MutexGuard<'_, PgConnection> {
        self.session.lock().await
    }

    /// Takes the lock unless somebody else has it.
    pub(super) async fn try_lock(&mut self, lock: &str) -> Result<bool, sqlx::Error> {
        let mut session = self.session.lock().await;
        let sql = "select pg_try_advisory_lock(hashtextextended($1, 0))";
        let is_held = sqlx::query_scalar(sql).bind(lock).fetch_one(&mut *session).await?;
        if is_held {
            sqlx::raw_sql(AssertSqlSafe(silence())).execute(&mut *session).await?;
            drop(session);
            let beating = self.beating.replace(tokio::spawn(beat(Arc::clone(&self.session))));
            // The wait for what came after the lock may have been cut short.
            if let Some(before) = beating {
                before.abort();
            }
        }
        Ok(is_held)
    }
}

/// What ends a silent session: one that asks nothing, and one that takes no answer.
fn silence() -> String {
    let lease = LEASE.as_millis();
    format!(
        "set idle_session_timeout = {lease}; set idle_in_transaction_session_timeout = {lease}; \
         set tcp_user_timeout = {lease}; set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; \
         set tcp_keepalives_count = 3"
    )
}

/// Says something again and again, until the session has ended.
async fn beat(session: Arc<Mutex<PgConnection>>) {
    loop {
        tokio::time::sleep(BEAT).await;
        if session.lock().await.ping().await.is_err() {
            return;
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(beating) = self.beating.take() {
            beating.abort();
        }
    }
}
