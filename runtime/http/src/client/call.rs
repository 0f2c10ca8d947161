//! One call: sending its request, once or more often.

use std::time::Duration;

use tower::ServiceExt;

use super::answer::Answer;
use super::body::Body;
use super::connection::Connection;
use super::failure::Failure;
use super::timer::within;
use super::transport::{BoxError, TransportError, TryLimits};

/// Sends a request and waits for the whole answer, no longer than the call may take in all.
pub(crate) async fn call(
    connection: &Connection,
    request: http::Request<Body>,
    timeout: Option<Duration>,
) -> Result<Answer, Failure> {
    let shared = connection.shared();
    let timeout = timeout.unwrap_or(shared.timeout);
    let answer = within(&*shared.timer, timeout, attempt(connection, request)).await;
    answer.unwrap_or(Err(Failure::Timeout { tries: 1 }))
}

async fn attempt(connection: &Connection, mut request: http::Request<Body>) -> Result<Answer, Failure> {
    let shared = connection.shared();
    request.extensions_mut().insert(TryLimits { timeout: shared.try_timeout });
    shared.transport.clone().oneshot(request).await.map(Answer::new).map_err(failure)
}

fn failure(error: BoxError) -> Failure {
    match error.downcast::<TransportError>().map(|it| *it) {
        Ok(TransportError::Timeout) => Failure::Timeout { tries: 1 },
        Ok(TransportError::TooLarge { limit }) => Failure::TooLarge { limit },
        Ok(TransportError::Broken(source)) => Failure::Transport { tries: 1, source },
        Err(source) => Failure::Middleware(source),
    }
}
