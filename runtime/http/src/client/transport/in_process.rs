//! A server in the same process, called without a network.

use std::task::{Context, Poll};

use http::header::{CONTENT_LENGTH, HOST};
use http::{HeaderValue, Request, Uri};
use tower::Service;

use crate::client::body::Body;

/// Hands requests to a service as a server would that read them from a socket: the target is a path, and `Host` and
/// `Content-Length` are there.
#[derive(Debug, Clone)]
pub(crate) struct InProcess<S>(pub(crate) S);

impl<S: Service<Request<Body>>> Service<Request<Body>> for InProcess<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        self.0.call(as_received(request))
    }
}

fn as_received(mut request: Request<Body>) -> Request<Body> {
    let host = request.uri().authority().and_then(|it| HeaderValue::try_from(it.as_str()).ok());
    if let Some(host) = host {
        request.headers_mut().entry(HOST).or_insert(host);
    }
    if !request.body().bytes().is_empty() {
        let length = request.body().bytes().len();
        request.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    if let Some(target) = request.uri().path_and_query().cloned() {
        *request.uri_mut() = Uri::from(target);
    }
    request
}
