//! The catalog service of the demo company: what the shop sells, and how much of it is left.
//!
//! One file per resource implements the trait that was generated for it. Stock is kept without locks that outlive a
//! request: whoever counts a shelf says which version of it was counted, and orders reserve all their pieces or none.

mod categories;
mod health;
mod products;
mod reservations;
mod stocks;
mod store;

use std::sync::Arc;

use acme_service_kit::Tokens;
use apigen_http::server::Router;

pub use store::Store;

/// The whole service, ready to be served or called in process.
pub fn router(store: &Arc<Store>, tokens: Tokens) -> Router {
    let health = io_acme_healthcheck_v0::server::routes(&Arc::new(health::Health));
    io_acme_catalog_v0::server::routes(store).merge(health).into_router().with_state(tokens)
}
