//! Generated servers and clients at work, in one process: whatever a client sends arrives, whatever a server answers too.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod answers;
mod echo;
mod inputs;
mod paths;

use std::sync::Arc;

use apigen_http::server::Router;
use golden_calls_v0::client::Client;
use golden_calls_v0::server::things;

use crate::echo::Echo;

fn router() -> Router {
    things::routes(&Arc::new(Echo)).into_router()
}

fn client() -> Client {
    Client::builder(Client::BASE_URL).in_process(Router::new().nest("/api", router())).build().unwrap()
}
