//! Handlers that write down what reached them, for each resource of the definition.

mod answers;
mod bodies;
mod errors;
mod places;

use std::sync::Arc;

use apigen_http::client::Retry;
use apigen_http::server::{FromRequestParts, IntoResponse as _, Parts, Response, Router};
use golden_behaviour_v0::client::Client;
use golden_behaviour_v0::server::routes;
use http::StatusCode;
use tokio::sync::watch;

use crate::server::Server;

/// Answers as each operation's test wants it, and remembers every input as its `Debug` text.
#[derive(Default)]
pub(crate) struct Recorder {
    seen: watch::Sender<Vec<String>>,
}

/// Who calls, as far as the request says; an expired token is refused before any handler.
#[derive(Debug)]
pub(crate) struct Caller(Option<String>);

impl Recorder {
    /// Remembers an input, apart from the header that every request has.
    fn saw(&self, input: &dyn std::fmt::Debug) {
        let text = format!("{input:?}").replace(", x_api_version: \"v0\"", "");
        self.seen.send_modify(|seen| seen.push(text));
    }

    /// What reached a handler last, and how many inputs did.
    pub(crate) fn last(&self) -> (String, usize) {
        let seen = self.seen.borrow();
        (seen.last().cloned().unwrap_or_default(), seen.len())
    }

    /// Waits until inputs have reached handlers as a test says; the test runner ends tests where they never do.
    pub(crate) async fn until(&self, holds: impl Fn(&[String]) -> bool) {
        // The sender is part of this value, so the wait ends by what was seen only.
        let _ = self.seen.subscribe().wait_for(|seen| holds(seen)).await;
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let token = parts.headers.get("authorization").and_then(|it| it.to_str().ok()?.strip_prefix("Bearer "));
        match token {
            Some("expired") => Err(StatusCode::UNAUTHORIZED.into_response()),
            other => Ok(Self(other.map(str::to_owned))),
        }
    }
}

/// The routes of a recorder.
pub(crate) fn router(recorder: &Arc<Recorder>) -> Router {
    routes(recorder).into_router()
}

/// A server, a client that calls it and asks once, and the recorder behind.
pub(crate) async fn start() -> (Server, Client, Arc<Recorder>) {
    let recorder = Arc::new(Recorder::default());
    let server = Server::start(router(&recorder)).await;
    let client = Client::builder(server.url()).retry(Retry::never()).build().unwrap();
    (server, client, recorder)
}
