//! Generated servers and clients at work, in one process: whatever a client sends arrives, whatever a server answers too.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod answers;
mod echo;
mod inputs;
mod paths;

use std::sync::Arc;
use std::time::Duration;

use apigen_http::client::{CallFuture, Failure, Transport};
use apigen_http::server::Router;
use bytes::Bytes;
use golden_calls_v0::client::Client;
use golden_calls_v0::server::things;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::echo::Echo;

/// Calls a router without a network.
struct InProcess(Router);

impl Transport for InProcess {
    fn call(&self, request: http::Request<Bytes>, _: Duration) -> CallFuture<'_> {
        let failure = |it: axum::Error| Failure::Transport(Box::new(it));
        Box::pin(async move {
            let response = self.0.clone().oneshot(request.map(axum::body::Body::from)).await;
            let (parts, body) = response.unwrap_or_else(|it| match it {}).into_parts();
            let body = body.collect().await.map_err(failure)?.to_bytes();
            Ok(http::Response::from_parts(parts, body))
        })
    }
}

fn router() -> Router {
    things::routes(&Arc::new(Echo)).into_router()
}

fn client() -> Client {
    Client::builder(Client::BASE_URL).transport(InProcess(Router::new().nest("/api", router()))).build().unwrap()
}
