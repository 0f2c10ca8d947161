//! The order service of the demo company: a generated server that calls two other services through generated clients.
//!
//! `placing` is the heart: it knows from `buyers`, which events keep current, who may order, asks the catalog service what
//! that costs and for the pieces, and turns whatever others answer into the errors that `create_order` declares.

mod buyers;
mod cancelling;
mod deliveries;
mod errors;
mod health;
mod orders;
mod payment;
mod peers;
mod placing;
mod pricing;
mod store;
mod streams;

use std::sync::Arc;

use acme_service_kit::Tokens;
use apigen_http::server::Router;

pub use peers::{Peers, limited};
pub use store::Store;
pub use streams::Streams;

/// The service: what it remembers, and whom it asks.
#[derive(Debug)]
pub struct OrderService {
    store: Store,
    peers: Peers,
}

impl OrderService {
    /// A service with the orders of a store.
    pub fn new(store: Store, peers: Peers) -> Self {
        Self { store, peers }
    }
}

/// The whole service, ready to be served or called in process.
pub fn router(service: &Arc<OrderService>, tokens: Tokens) -> Router {
    let health = io_acme_healthcheck_v0::server::routes(service);
    io_acme_order_v0::server::routes(service).merge(health).into_router().with_state(tokens)
}
