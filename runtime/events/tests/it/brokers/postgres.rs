//! The broker on a PostgreSQL server.

use std::sync::Arc;

use apigen_events::transport::Transport;
use apigen_events::{StreamAddress, connect};
use apigen_test_servers::Postgres;
use futures_core::future::BoxFuture;

use super::remote::{Kind, Remote};

pub(crate) type PostgresBroker = Remote<Tables>;

/// The broker's tables, in a database of their own.
pub(crate) struct Tables {
    database: String,
}

impl Kind for Tables {
    type Server = Postgres;

    fn on(server: &Postgres) -> Self {
        let url = server.database();
        Self { database: url.rsplit('/').next().unwrap().to_owned() }
    }

    fn connect(&self, server: &Postgres, port: u16) -> Arc<dyn Transport> {
        let (there, here) = (server.port().to_string(), port.to_string());
        connect(&server.url(&self.database).replace(&there, &here)).unwrap()
    }

    fn unroute<'a>(&'a self, server: &'a Postgres, stream: &'a StreamAddress) -> BoxFuture<'a, ()> {
        let delete = format!("delete from apigen_broker.stream where name = '{stream}'");
        server.execute(&self.database, &delete);
        Box::pin(async {})
    }

    fn readers<'a>(&'a self, server: &'a Postgres, stream: &'a StreamAddress) -> BoxFuture<'a, Vec<String>> {
        let sql = format!(
            "select c.name from apigen_broker.consumer c join apigen_broker.stream s on s.id = c.stream \
             where s.name = '{stream}' order by 1"
        );
        let names = server.execute(&self.database, &sql).lines().map(str::to_owned).collect();
        Box::pin(std::future::ready(names))
    }
}
