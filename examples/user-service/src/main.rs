//! Runs the user service until it is told to stop.

use std::sync::Arc;

use acme_service_kit::{Carrier, Fatal, Listen, Storage};
use clap::Parser;
use user_service::{Store, router};

/// The user service of the demo company, with its own database.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    listen: Listen,
    /// The port to listen on; 0 for any free one.
    #[arg(long, env = "PORT", default_value_t = 8080)]
    port: u16,
    #[command(flatten)]
    storage: Storage,
    #[command(flatten)]
    carrier: Carrier,
}

#[tokio::main]
async fn main() -> Result<(), Fatal> {
    let Arguments { listen, port, storage, carrier } = Arguments::parse();
    let store = Arc::new(Store::open(&storage.database_url).await?);
    let relay = store.publish(carrier.connect()?)?;
    listen.run(port, router(&store, listen.tokens())).await?;
    relay.stop().await;
    Ok(())
}
