//! The service over a socket, called through the generated client.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod identities;
mod profiles;
mod program;
mod users;
mod wire;

use std::sync::Arc;

use acme_service_kit::{DEMO_TOKEN, Running, Tokens, start};
use io_acme_user_v0::UserForm;
use io_acme_user_v0::client::Client;
use user_service::{Store, router};

/// A service of its own for one test.
async fn service() -> Running {
    let router = router(&Arc::new(Store::default()), Tokens::default());
    start("127.0.0.1", 0, router).await.unwrap()
}

/// A client with a token.
fn client(service: &Running) -> Client {
    Client::builder(service.url()).bearer(DEMO_TOKEN).build().unwrap()
}

fn form(handle: &str) -> UserForm {
    UserForm::new(handle.into(), format!("{handle}@acme.example"))
}
