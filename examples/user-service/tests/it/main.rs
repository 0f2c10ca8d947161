//! The service over a socket, called through the generated client.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod identities;
mod profiles;
mod program;
mod users;
mod wire;

use io_acme_user_v0::UserForm;
use io_acme_user_v0::client::Client;
use user_service::{DEMO_TOKEN, Running, Tokens, start};

/// A service of its own for one test.
async fn service() -> Running {
    start("127.0.0.1", 0, Tokens::new(vec![DEMO_TOKEN.into()])).await.unwrap()
}

/// A client with a token.
fn client(service: &Running) -> Client {
    Client::builder(service.url()).bearer(DEMO_TOKEN).build().unwrap()
}

fn form(handle: &str) -> UserForm {
    UserForm::new(handle.into(), format!("{handle}@acme.example"))
}
