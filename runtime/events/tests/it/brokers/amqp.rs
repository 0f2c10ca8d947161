//! A `RabbitMQ` server, with either kind of queue.

use std::sync::Arc;

use apigen_events::transport::Transport;
use apigen_events::{StreamAddress, connect};
use apigen_test_servers::Rabbit;
use futures_core::future::BoxFuture;
use lapin::options::QueueDeleteOptions;

use super::remote::{Kind, Remote};

/// With quorum queues, which are the default.
pub(crate) type Quorum = Remote<Queues<false>>;
/// With classic queues.
pub(crate) type Classic = Remote<Queues<true>>;

pub(crate) struct Queues<const CLASSIC: bool>;

impl<const CLASSIC: bool> Kind for Queues<CLASSIC> {
    type Server = Rabbit;

    const KILLS: usize = 1;
    const KEEPS_A_PAST: bool = false;
    const TELLS_WHO_STANDS_BY: bool = false;

    fn on(_: &Rabbit) -> Self {
        Self
    }

    fn write_down(server: &Rabbit) {
        server.write_down();
    }

    fn connect(&self, _: &Rabbit, port: u16) -> Arc<dyn Transport> {
        let query = if CLASSIC { "?queue=classic" } else { "" };
        connect(&format!("amqp://guest:guest@127.0.0.1:{port}/%2f{query}")).unwrap()
    }

    fn connect_impatiently(&self, _: &Rabbit, port: u16) -> Arc<dyn Transport> {
        let query = if CLASSIC { "&queue=classic" } else { "" };
        connect(&format!("amqp://guest:guest@127.0.0.1:{port}/%2f?heartbeat=2{query}")).unwrap()
    }

    fn unroute<'a>(&'a self, server: &'a Rabbit, stream: &'a StreamAddress) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let properties = lapin::ConnectionProperties::default();
            let connection = lapin::Connection::connect(&server.url(), properties).await.unwrap();
            let channel = connection.create_channel().await.unwrap();
            let queue = format!("{stream}/orders");
            channel.queue_delete(queue.into(), QueueDeleteOptions::default()).await.unwrap();
        })
    }

    fn readers<'a>(&'a self, server: &'a Rabbit, stream: &'a StreamAddress) -> BoxFuture<'a, Vec<String>> {
        let mut queues = server.queues();
        assert!(!queues.is_empty(), "consumers have queues");
        queues.retain(|it| it.starts_with(&format!("{stream}/")));
        Box::pin(std::future::ready(queues))
    }
}
