//! Runs the catalog service until it is told to stop.

use std::sync::Arc;

use acme_service_kit::{Fatal, Listen};
use catalog_service::{Store, router};
use clap::Parser;

/// The catalog service of the demo company, with a store in memory.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    listen: Listen,
    /// The port to listen on; 0 for any free one.
    #[arg(long, env = "PORT", default_value_t = 8081)]
    port: u16,
}

#[tokio::main]
async fn main() -> Result<(), Fatal> {
    let Arguments { listen, port } = Arguments::parse();
    listen.run(port, router(&Arc::new(Store::default()), listen.tokens())).await?;
    Ok(())
}
