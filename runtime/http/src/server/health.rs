//! The built-in health check: whether a service may receive requests.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use http::{Method, StatusCode};
use serde_json::json;
use tokio::time::timeout;

use super::call::Halt;
use super::operation::Operation;
use super::reply::Reply;

/// Where it is answered.
pub(crate) const OPERATION: Operation = Operation::new("get_healthcheck", Method::GET, "/_internal_/healthcheck");

/// A check that takes longer has failed: whoever asks is a load balancer that wants to know now.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a service needs in order to serve, as checks by name; without any it is healthy as long as it answers.
///
/// ```
/// # use apigen_http::server::Health;
/// # async fn ping() -> Result<(), std::io::Error> { Ok(()) }
/// let health = Health::default().check("database", || async { ping().await });
/// ```
#[derive(Clone, Default)]
pub struct Health(Vec<Arc<Check>>);

/// Why a check failed.
#[derive(Debug)]
pub struct Unhealthy {
    /// The check.
    pub check: &'static str,
    /// What is wrong.
    pub reason: Box<dyn Error + Send + Sync>,
}

struct Check {
    name: &'static str,
    run: Box<dyn Fn() -> Running + Send + Sync>,
}

type Running = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error + Send + Sync>>> + Send>>;

impl Health {
    /// Adds a check; it is asked each time, and should look no further than one step.
    #[must_use]
    pub fn check<F, R, E>(mut self, name: &'static str, check: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let run = move || -> Running {
            let result = check();
            Box::pin(async { result.await.map_err(Into::into) })
        };
        self.0.push(Arc::new(Check { name, run: Box::new(run) }));
        self
    }

    /// The checks of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Runs all checks side by side, each for at most a second, and returns those that failed.
    pub async fn failures(&self) -> Vec<Unhealthy> {
        let running: Vec<_> = self.0.iter().map(|it| tokio::spawn(timeout(PATIENCE, (it.run)()))).collect();
        let mut failures = Vec::new();
        for (check, running) in self.0.iter().zip(running) {
            let result = match running.await {
                Ok(Ok(it)) => it,
                Ok(Err(late)) => Err(late.into()),
                Err(panicked) => Err(panicked.into()),
            };
            failures.extend(result.err().map(|reason| Unhealthy { check: check.name, reason }));
        }
        failures
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|it| it.name)).finish()
    }
}

/// `{"status": "healthy"}` with 200, or `unhealthy` with 503; reasons are for the log.
pub(crate) async fn answer(health: Health) -> Result<Response, Halt> {
    let failures = health.failures().await;
    for Unhealthy { check, reason } in &failures {
        tracing::warn!(check, error = %reason, "unhealthy");
    }
    let (status, word) = match failures.as_slice() {
        [] => (StatusCode::OK, "healthy"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "unhealthy"),
    };
    Ok(Reply::new(status).json(&json!({ "status": word })))
}
