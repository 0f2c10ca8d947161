//! What carries a request to a server and brings the answer back.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;

use super::failure::Failure;

/// What a transport returns.
pub type CallFuture<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Failure>> + Send + 'a>>;

/// Carries a request to a server and brings the answer back: reqwest, a router in the same process, a recording.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request with an absolute URI and waits for the whole answer, no longer than the timeout.
    fn call(&self, request: http::Request<Bytes>, timeout: Duration) -> CallFuture<'_>;
}

/// The network.
pub(crate) struct Network(pub(crate) reqwest::Client);

impl Transport for Network {
    fn call(&self, request: http::Request<Bytes>, timeout: Duration) -> CallFuture<'_> {
        Box::pin(async move {
            let mut request = reqwest::Request::try_from(request).map_err(failure)?;
            *request.timeout_mut() = Some(timeout);
            let mut response = self.0.execute(request).await.map_err(failure)?;
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            let mut answer = http::Response::new(response.bytes().await.map_err(failure)?);
            *answer.status_mut() = status;
            *answer.headers_mut() = headers;
            Ok(answer)
        })
    }
}

fn failure(error: reqwest::Error) -> Failure {
    // The address may hold what should not stand in logs.
    let error = error.without_url();
    if error.is_timeout() {
        Failure::Timeout(Box::new(error))
    } else if error.is_builder() {
        Failure::Request(error.to_string())
    } else {
        Failure::Transport(Box::new(error))
    }
}
