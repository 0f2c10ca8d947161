//! The services that this one calls.

use std::time::Duration;

use apigen_http::client::{BuildError, Builder, Connection};

/// What one call may take with all its tries: `create_order` promises to answer within three seconds, and three of its
/// calls follow one another.
const CALL: Duration = Duration::from_millis(900);
/// What one try may take, so that an answer that got lost leaves time for another try.
const TRY: Duration = Duration::from_millis(400);
/// What connecting may take; these services are neighbours.
const CONNECT: Duration = Duration::from_millis(200);

/// The services that this one calls; clones share connections.
///
/// Whether a call may be tried again is not decided here: the generated clients know it from the definitions.
#[derive(Debug, Clone)]
pub struct Peers {
    /// Who orders.
    pub users: io_acme_user_v0::client::Client,
    /// How the user service is; every service answers this definition beside its own.
    pub users_health: io_acme_healthcheck_v0::client::Client,
    /// What is ordered.
    pub catalog: io_acme_catalog_v0::client::Client,
    /// How the catalog service is.
    pub catalog_health: io_acme_healthcheck_v0::client::Client,
}

impl Peers {
    /// Clients for services at these base URLs that accept a token.
    pub fn connect(user_service: &str, catalog_service: &str, token: &str) -> Result<Self, BuildError> {
        Ok(Self::over(connection(user_service, token)?, connection(catalog_service, token)?))
    }

    /// Clients that go these ways.
    pub fn over(users: Connection, catalog: Connection) -> Self {
        Self {
            users: users.clone().into(),
            users_health: users.into(),
            catalog: catalog.clone().into(),
            catalog_health: catalog.into(),
        }
    }
}

/// The time limits of calls to other services.
pub fn limited<C: From<Connection>>(builder: Builder<C>) -> Builder<C> {
    builder.timeout(CALL).try_timeout(TRY).connect_timeout(CONNECT)
}

fn connection(base_url: &str, token: &str) -> Result<Connection, BuildError> {
    limited(Builder::new(base_url)).bearer(token).build()
}
