//! The service in process: the generated client calls the router without a network. `wire` and `program` use sockets.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod conform;
mod identities;
mod postgres;
mod profiles;
mod program;
mod users;
mod wire;

use std::sync::Arc;

use acme_service_kit::{DEMO_TOKEN, Tokens};
use apigen_http::server::Router;
use io_acme_user_v0::UserForm;
use io_acme_user_v0::client::Client;
use user_service::{Store, router};

/// A service of its own for one test.
async fn service() -> Router {
    service_on("sqlite::memory:").await
}

/// A service in a database.
async fn service_on(url: &str) -> Router {
    let store = Store::open(url).await.unwrap();
    router(&Arc::new(store), Tokens::default())
}

/// A client with a token.
fn client(service: &Router) -> Client {
    Client::builder("http://users").in_process(service.clone()).bearer(DEMO_TOKEN).build().unwrap()
}

fn form(handle: &str) -> UserForm {
    UserForm::new(handle.into(), format!("{handle}@acme.example"))
}
