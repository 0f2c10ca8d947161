//! The client: a method for each resource, and on each resource one for each operation.

mod users;

use apigen_http::client;

pub(crate) use users::*;

/// Calls the service.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    connection: client::Connection,
}

impl Client {
    /// Settings for a server at an absolute URL; paths are appended to it.
    pub(crate) fn builder(base_url: impl Into<String>) -> client::Builder<Self> {
        client::Builder::new(base_url)
    }

    /// The users.
    pub(crate) fn users(&self) -> Users<'_> {
        Users { connection: &self.connection }
    }
}

impl From<client::Connection> for Client {
    fn from(connection: client::Connection) -> Self {
        Self { connection }
    }
}
