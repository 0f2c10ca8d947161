//! The user service of the demo company: a generated server in front of generated repositories.
//!
//! One file per resource implements the trait that was generated for it; nothing here knows paths, statuses or JSON.

mod events;
mod health;
mod identities;
mod profiles;
mod store;
mod users;
mod versions;

use std::sync::Arc;

use acme_service_kit::Tokens;
use apigen_http::server::Router;

pub use store::Store;

/// The whole service, ready to be served or called in process.
pub fn router(store: &Arc<Store>, tokens: Tokens) -> Router {
    let health = io_acme_healthcheck_v0::server::routes(&Arc::new(health::Health));
    io_acme_user_v0::server::routes(store).merge(health).into_router().with_state(tokens)
}
