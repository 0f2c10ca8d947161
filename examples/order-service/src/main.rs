//! Runs the order service until it is told to stop.

use std::sync::Arc;

use acme_service_kit::{Carrier, DEMO_TOKEN, Fatal, Listen, Storage};
use clap::Parser;
use order_service::{OrderService, Peers, Store, Streams, router};

/// The order service of the demo company, with its own database.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    storage: Storage,
    #[command(flatten)]
    carrier: Carrier,
    /// The port to listen on; 0 for any free one.
    #[arg(long, env = "PORT", default_value_t = 8082)]
    port: u16,
    /// The base URL of the user service.
    #[arg(long, env = "USER_SERVICE_URL", default_value = "http://127.0.0.1:8080")]
    user_service_url: String,
    /// The base URL of the catalog service.
    #[arg(long, env = "CATALOG_SERVICE_URL", default_value = "http://127.0.0.1:8081")]
    catalog_service_url: String,
    /// The bearer token that this service shows to the other two.
    #[arg(long, env = "PEER_TOKEN", default_value = DEMO_TOKEN, hide_env_values = true)]
    peer_token: String,
}

#[tokio::main]
async fn main() -> Result<(), Fatal> {
    let arguments = Arguments::parse();
    let peers = Peers::connect(&arguments.user_service_url, &arguments.catalog_service_url, &arguments.peer_token)?;
    let store = Store::open(&arguments.storage.database_url).await?;
    let streams = Streams::open(&store, &arguments.carrier.connect()?).await?;
    let service = Arc::new(OrderService::new(store, peers));
    arguments.listen.run(arguments.port, router(&service, arguments.listen.tokens())).await?;
    streams.stop().await;
    Ok(())
}
