//! Clients without a network.

use apigen_http::client::{Builder, Connection};
use apigen_http::server::Router;

/// Where clients without a network believe their server to be.
pub const BASE_URL: &str = "http://mock";

/// A client whose requests go straight to a router.
///
/// # Panics
/// When the builder holds a header that no request can have.
pub fn client<C: From<Connection>>(builder: Builder<C>, router: Router) -> C {
    builder.in_process(router).build().unwrap_or_else(|error| panic!("{error}"))
}
