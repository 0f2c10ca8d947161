//! The broker on a PostgreSQL server.

use std::sync::Arc;

use apigen_events::transport::Transport;
use apigen_events::{StreamAddress, connect};
use apigen_test_servers::{Postgres, Proxy};
use futures_core::future::BoxFuture;

use super::Broker;
use super::server::Server;

pub(crate) struct PostgresBroker {
    server: Server<Postgres>,
    database: String,
    proxy: Proxy,
}

impl PostgresBroker {
    /// A database of the server that all tests share.
    pub(crate) fn shared() -> Self {
        Self::on(Server::Shared(Postgres::shared()))
    }

    /// A server that may be killed.
    pub(crate) fn own() -> Self {
        Self::on(Server::Own(Box::new(Postgres::start())))
    }

    fn on(server: Server<Postgres>) -> Self {
        let url = server.get().database();
        let database = url.rsplit('/').next().unwrap().to_owned();
        Self { proxy: Proxy::to(server.get().port()), server, database }
    }
}

impl Broker for PostgresBroker {
    fn transport(&self) -> Arc<dyn Transport> {
        let (there, here) = (self.server.get().port().to_string(), self.proxy.port().to_string());
        connect(&self.server.get().url(&self.database).replace(&there, &here)).unwrap()
    }

    fn kill(&mut self) {
        self.server.own().kill();
    }

    fn start_again(&mut self) {
        self.server.own().start_again();
    }

    fn break_connections(&self) {
        self.proxy.break_connections();
    }

    fn unroute<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, ()> {
        let delete = format!("delete from apigen_broker.stream where name = '{stream}'");
        self.server.get().execute(&self.database, &delete);
        Box::pin(async {})
    }
}
