//! A `RabbitMQ` server, with either kind of queue.

use std::sync::Arc;

use apigen_events::transport::Transport;
use apigen_events::{StreamAddress, connect};
use apigen_test_servers::{Proxy, Rabbit};
use futures_core::future::BoxFuture;
use lapin::options::QueueDeleteOptions;

use super::Broker;
use super::server::Server;

pub(crate) struct AmqpBroker<const CLASSIC: bool> {
    server: Server<Rabbit>,
    proxy: Proxy,
}

/// With quorum queues, which are the default.
pub(crate) type Quorum = AmqpBroker<false>;
/// With classic queues.
pub(crate) type Classic = AmqpBroker<true>;

impl<const CLASSIC: bool> AmqpBroker<CLASSIC> {
    /// The server that all tests share.
    pub(crate) fn shared() -> Self {
        Self::on(Server::Shared(Rabbit::shared()))
    }

    /// A server that may be killed.
    pub(crate) fn own() -> Self {
        Self::on(Server::Own(Box::new(Rabbit::start())))
    }

    fn on(server: Server<Rabbit>) -> Self {
        Self { proxy: Proxy::to(server.get().port()), server }
    }
}

impl<const CLASSIC: bool> Broker for AmqpBroker<CLASSIC> {
    fn transport(&self) -> Arc<dyn Transport> {
        let query = if CLASSIC { "?queue=classic" } else { "" };
        connect(&format!("amqp://guest:guest@127.0.0.1:{}/%2f{query}", self.proxy.port())).unwrap()
    }

    fn write_down(&self) {
        self.server.get().write_down();
    }

    fn kill(&mut self) {
        self.server.own().kill();
    }

    fn kills(&self) -> usize {
        1
    }

    fn start_again(&mut self) {
        self.server.own().start_again();
    }

    fn break_connections(&self) {
        self.proxy.break_connections();
    }

    fn unroute<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let properties = lapin::ConnectionProperties::default();
            let connection = lapin::Connection::connect(&self.server.get().url(), properties).await.unwrap();
            let channel = connection.create_channel().await.unwrap();
            let queue = format!("{stream}/orders");
            channel.queue_delete(queue.into(), QueueDeleteOptions::default()).await.unwrap();
        })
    }
}
