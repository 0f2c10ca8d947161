//! The demo company: its three services in this process, wired to each other, and a day in their life.

mod company;
mod story;
mod told;

use std::fmt::Display;

use acme_service_kit::DEMO_TOKEN;

use super::{Step, Summary};
use crate::console::outln;
use crate::error::CliError;
use company::Company;

/// Starts the services, tells the story, and goes on serving unless it is to end at once.
pub(super) fn run(transport: &str, port: u16, once: bool, summary: &mut Summary) -> Result<(), CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime =
        runtime.map_err(|it| CliError::usage(format!("cannot start: {it}"), "free some threads or memory"))?;
    runtime.block_on(serve(transport, port, once, summary))
}

async fn serve(transport: &str, port: u16, once: bool, summary: &mut Summary) -> Result<(), CliError> {
    let company = Company::open(transport, port).await?;
    for (name, url) in company.urls() {
        summary.add(&Step { name: "serve", outcome: Ok(format!("{name:<15} {url}")) });
    }
    let clients = company.clients()?;
    // What went wrong is a line of the summary; the services go on all the same, to be looked at.
    let _ = story::tell(&clients, company.told(), summary).await;
    if !once {
        invite(&company);
        apigen_http::server::shutdown().await;
    }
    summary.add(&Step { name: "stop", outcome: company.close().await });
    Ok(())
}

fn invite(company: &Company) {
    let [(_, users), (_, catalog), (_, orders)] = company.urls();
    outln!("\nThe services go on until ctrl-c. Ask them:\n");
    outln!("  curl {catalog}/products");
    outln!("  curl -H 'authorization: Bearer {DEMO_TOKEN}' {users}/users");
    outln!("  curl -H 'authorization: Bearer {DEMO_TOKEN}' {orders}/orders\n");
}

fn text(error: impl Display) -> String {
    error.to_string()
}
