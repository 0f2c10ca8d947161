//! The broker on a PostgreSQL server.

use std::sync::Arc;

use apigen_events::transport::Transport;
use apigen_events::{StreamAddress, connect};
use apigen_test_servers::{Postgres, Proxy};
use futures_core::future::BoxFuture;

use super::Broker;

pub(crate) struct PostgresBroker {
    server: Server,
    database: String,
    proxy: Proxy,
}

enum Server {
    Shared(&'static Postgres),
    Own(Box<Postgres>),
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

    fn on(server: Server) -> Self {
        let url = server.get().database();
        let database = url.rsplit('/').next().unwrap().to_owned();
        Self { proxy: Proxy::to(server.get().port()), server, database }
    }
}

impl Server {
    fn get(&self) -> &Postgres {
        match self {
            Self::Shared(server) => server,
            Self::Own(server) => server,
        }
    }

    fn own(&mut self) -> &mut Postgres {
        match self {
            Self::Shared(_) => panic!("others use this server too"),
            Self::Own(server) => server,
        }
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
