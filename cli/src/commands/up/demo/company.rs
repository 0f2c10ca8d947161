//! The three services, each on a port of its own.

use std::sync::Arc;

use acme_service_kit::{DEMO_TOKEN, Fatal, Running, Tokens, start};
use apigen_http::client::{Builder, Connection};
use apigen_http::server::Router;
use order_service::{OrderService, Peers, Streams};

use super::text;
use super::told::Told;
use crate::error::CliError;

/// Every run begins with empty databases.
const FORGETFUL: &str = "sqlite::memory:";

/// The three services while they run.
pub(super) struct Company {
    users: Running,
    catalog: Running,
    orders: Running,
    told: Told,
}

/// A client of each service.
pub(super) struct Clients {
    pub(super) users: io_acme_user_v0::client::Client,
    pub(super) catalog: io_acme_catalog_v0::client::Client,
    pub(super) orders: io_acme_order_v0::client::Client,
    pub(super) health: io_acme_healthcheck_v0::client::Client,
}

impl Company {
    /// Starts them on three ports from the given one on; 0 stands for any free ones.
    pub(super) async fn open(carrier: &str, port: u16) -> Result<Self, CliError> {
        let next = |offset: u16| if port == 0 { 0 } else { port.saturating_add(offset) };
        let transport = apigen_events::connect(carrier).map_err(|it| no_transport(&it))?;
        let users = user_service::Store::open(FORGETFUL).await.map_err(|it| no_database(&it))?;
        let relay = users.publish(Arc::clone(&transport)).map_err(|it| no_database(&it))?;
        let users = serve(next(0), user_service::router(&Arc::new(users), Tokens::default())).await?;
        let catalog = serve(next(1), catalog_service::router(&Arc::default(), Tokens::default())).await?;
        let peers = Peers::connect(&users.url(), &catalog.url(), DEMO_TOKEN).map_err(|it| unreachable(&it))?;
        let orders = order_service::Store::open(FORGETFUL).await.map_err(|it| no_database(&it))?;
        let streams = Streams::open(&orders, &transport).await.map_err(|it| no_database(&it))?;
        let carrier = carrier.split(':').next().unwrap_or_default().to_owned();
        let told = Told { carrier, relay, streams, orders: orders.clone() };
        let orders = order_service::router(&Arc::new(OrderService::new(orders, peers)), Tokens::default());
        let orders = serve(next(2), orders).await?;
        Ok(Self { users, catalog, orders, told })
    }

    /// What one service tells the other.
    pub(super) fn told(&self) -> &Told {
        &self.told
    }

    /// Where they listen, by name.
    pub(super) fn urls(&self) -> [(&'static str, String); 3] {
        [
            ("user-service", self.users.url()),
            ("catalog-service", self.catalog.url()),
            ("order-service", self.orders.url()),
        ]
    }

    pub(super) fn clients(&self) -> Result<Clients, CliError> {
        let orders = connection(&self.orders)?;
        Ok(Clients {
            users: connection(&self.users)?.into(),
            catalog: connection(&self.catalog)?.into(),
            orders: orders.clone().into(),
            health: orders.into(),
        })
    }

    /// Stops them, callers before those whom they call.
    pub(super) async fn close(self) -> Result<String, String> {
        self.orders.stop().await.map_err(text)?;
        self.told.streams.stop().await;
        self.told.relay.stop().await;
        self.catalog.stop().await.map_err(text)?;
        self.users.stop().await.map_err(text)?;
        Ok("all three finished what they had begun".to_owned())
    }
}

async fn serve(port: u16, router: Router) -> Result<Running, CliError> {
    start("127.0.0.1", port, router).await.map_err(|it| {
        CliError::usage(format!("cannot listen on port {port}: {it}"), "choose another with --port, or 0 for any")
    })
}

fn connection(service: &Running) -> Result<Connection, CliError> {
    Builder::new(service.url()).bearer(DEMO_TOKEN).build().map_err(|it| unreachable(&it))
}

fn no_transport(error: &apigen_events::transport::TransportError) -> CliError {
    CliError::usage(error.to_string(), "see docs/transports.md for what a transport's URL may say")
}

fn no_database(error: &Fatal) -> CliError {
    CliError::usage(format!("cannot keep data: {error:?}"), "free some space in the temporary folder")
}

fn unreachable(error: &apigen_http::client::BuildError) -> CliError {
    CliError::usage(format!("cannot call the services: {error}"), "free some memory or file handles")
}
