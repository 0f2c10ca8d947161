//! A NATS server.

use std::sync::Arc;

use apigen_events::transport::Transport;
use apigen_events::{StreamAddress, connect};
use apigen_test_servers::{Nats, Proxy};
use futures_core::future::BoxFuture;

use super::Broker;
use super::server::Server;

pub(crate) struct NatsBroker {
    server: Server<Nats>,
    proxy: Proxy,
}

impl NatsBroker {
    /// The server that all tests share.
    pub(crate) fn shared() -> Self {
        Self::on(Server::Shared(Nats::shared()))
    }

    /// A server that may be killed.
    pub(crate) fn own() -> Self {
        Self::on(Server::Own(Box::new(Nats::start())))
    }

    fn on(server: Server<Nats>) -> Self {
        Self { proxy: Proxy::to(server.get().port()), server }
    }
}

impl Broker for NatsBroker {
    fn transport(&self) -> Arc<dyn Transport> {
        connect(&format!("nats://127.0.0.1:{}", self.proxy.port())).unwrap()
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
        Box::pin(async move {
            let client = async_nats::connect(self.server.get().url()).await.unwrap();
            let context = async_nats::jetstream::new(client);
            context.delete_stream(stream.name().replace('.', "=")).await.unwrap();
        })
    }
}
