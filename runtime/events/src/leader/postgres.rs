//! Leading on PostgreSQL: an advisory lock that ends with its session.

use std::time::Duration;

use apigen_store::StoreError;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use crate::names::literal;

/// A connection that holds the lock. Whoever works on it needs no further proof: without the lock there is no session.
#[derive(Debug)]
pub(crate) struct Session(pub(crate) PgConnection);

impl Session {
    /// Takes the lock unless somebody holds it.
    pub(super) async fn try_lock(
        pool: &PgPool,
        role: &str,
        lock: i64,
        silence: Duration,
    ) -> Result<Option<Self>, StoreError> {
        let mut connection = pool.acquire().await?.detach();
        let is_leader: bool =
            sqlx::query_scalar("select pg_try_advisory_lock($1)").bind(lock).fetch_one(&mut connection).await?;
        if !is_leader {
            return Ok(None);
        }
        sqlx::raw_sql(AssertSqlSafe(settings(role, silence))).execute(&mut connection).await?;
        Ok(Some(Self(connection)))
    }
}

/// A frozen process keeps its connection alive, but says nothing: the server ends such a session, and then another
/// process leads. A plan made for an empty queue is wrong for a full one, so sequential scans are out of the question.
fn settings(role: &str, silence: Duration) -> String {
    let name = literal(role.get(..63).unwrap_or(role));
    let silence = silence.as_millis();
    format!(
        "set application_name = {name}; set idle_session_timeout = {silence}; \
         set idle_in_transaction_session_timeout = {silence}; set tcp_keepalives_idle = 10; \
         set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; set enable_seqscan = off"
    )
}
