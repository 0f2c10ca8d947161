//! The demo service, started in this process and called through its generated clients.

use std::fmt::Display;
use std::sync::Arc;

use acme_service_kit::{DEMO_TOKEN, Running, Tokens, start};
use io_acme_user_v0::UserForm;
use io_acme_user_v0::client::Client as Users;
use io_acme_user_v0::client::users::GetUserError;
use user_service::{Store, router};

use super::{Step, Summary};
use crate::console::outln;
use crate::error::CliError;

/// Starts the service, calls it, and goes on serving unless it is to end at once.
pub(super) fn run(port: u16, once: bool, summary: &mut Summary) -> Result<(), CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime =
        runtime.map_err(|it| CliError::usage(format!("cannot start: {it}"), "free some threads or memory"))?;
    runtime.block_on(serve(port, once, summary))
}

async fn serve(port: u16, once: bool, summary: &mut Summary) -> Result<(), CliError> {
    let router = router(&Arc::new(Store::default()), Tokens::default());
    let running = start("127.0.0.1", port, router).await.map_err(|it| {
        CliError::usage(format!("cannot listen on port {port}: {it}"), "choose another with --port, or 0 for any")
    })?;
    let url = running.url();
    summary.add(&Step { name: "serve", outcome: Ok(format!("user-service listens on {url}")) });
    summary.add(&Step { name: "health", outcome: health(&url).await });
    summary.add(&Step { name: "call", outcome: calls(&url).await });
    if !once {
        outln!("\n{url}/users answers with `Authorization: Bearer {DEMO_TOKEN}`; ctrl-c ends it");
        apigen_http::server::shutdown().await;
    }
    summary.add(&Step { name: "stop", outcome: stop(running).await });
    Ok(())
}

async fn health(url: &str) -> Result<String, String> {
    let client = io_acme_healthcheck_v0::client::Client::builder(url).build().map_err(text)?;
    let answer = client.healthchecks().get_healthcheck().send().await.map_err(text)?;
    Ok(format!("GET /_internal_/healthcheck says {}", answer.status))
}

/// The life of one user: created, read, listed, deleted, gone.
async fn calls(url: &str) -> Result<String, String> {
    let client = Users::builder(url).bearer(DEMO_TOKEN).build().map_err(text)?;
    let form = UserForm::new("ada".to_owned(), "ada@acme.example".to_owned());
    let created = client.users().create_user(&form).send().await.map_err(text)?;
    let read = client.users().get_user(&created.id).send().await.map_err(text)?;
    let listed = client.users().list_users().send().await.map_err(text)?;
    if read != created || !listed.contains(&created) {
        return Err(format!("created {created:?} but read {read:?} and listed {listed:?}"));
    }
    client.users().delete_user(&created.id).send().await.map_err(text)?;
    match client.users().get_user(&created.id).send().await {
        Err(GetUserError::NotFound) => Ok("created, read, listed and deleted a user; then it was gone".to_owned()),
        other => Err(format!("a deleted user was answered with {other:?}")),
    }
}

async fn stop(running: Running) -> Result<String, String> {
    running.stop().await.map(|()| "finished what it had begun".to_owned()).map_err(text)
}

fn text(error: impl Display) -> String {
    error.to_string()
}
