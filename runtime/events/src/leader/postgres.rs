//! Leading on PostgreSQL: an advisory lock that ends with its session.

use std::time::Duration;

use apigen_store::StoreError;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool};
use tokio::time::timeout;

use super::STAND_BY;
use crate::identity::fingerprint;
use crate::names::literal;
use crate::running::Stop;

/// A connection that holds the lock. Whoever works on it needs no further proof: without the lock there is no session.
#[derive(Debug)]
pub(crate) struct Session(pub(crate) PgConnection);

impl Session {
    /// Waits for the lock, on one connection all the while; nothing when the wait was stopped.
    pub(super) async fn elected(
        pool: &PgPool,
        role: &str,
        silence: Duration,
        stop: &mut Stop,
    ) -> Result<Option<Self>, StoreError> {
        let lock = fingerprint(role.as_bytes()).cast_signed();
        // One of its own: the pool gets none back that holds the lock, and gives none that somebody left within a
        // transaction, on which everything stored would be lost with the session.
        let options = pool.connect_options();
        let connected = timeout(pool.options().get_acquire_timeout(), PgConnection::connect_with(&options)).await;
        let mut connection = connected.map_err(|_| sqlx::Error::PoolTimedOut)??;
        while !stop.is_requested() {
            let taken = sqlx::query_scalar("select pg_try_advisory_lock($1)").bind(lock).fetch_one(&mut connection);
            if taken.await? {
                sqlx::raw_sql(AssertSqlSafe(settings(role, silence))).execute(&mut connection).await?;
                return Ok(Some(Self(connection)));
            }
            stop.or_after(STAND_BY).await;
        }
        Ok(None)
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
