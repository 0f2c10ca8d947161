//! A NATS server.

use std::sync::Arc;

use apigen_events::transport::Transport;
use apigen_events::{StreamAddress, connect};
use apigen_test_servers::Nats;
use futures_core::future::BoxFuture;

use super::remote::{Kind, Remote};

pub(crate) type NatsBroker = Remote<JetStream>;

pub(crate) struct JetStream;

impl Kind for JetStream {
    type Server = Nats;

    fn on(_: &Nats) -> Self {
        Self
    }

    fn connect(&self, _: &Nats, port: u16) -> Arc<dyn Transport> {
        connect(&format!("nats://127.0.0.1:{port}")).unwrap()
    }

    fn unroute<'a>(&'a self, server: &'a Nats, stream: &'a StreamAddress) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let client = async_nats::connect(server.url()).await.unwrap();
            let context = async_nats::jetstream::new(client);
            context.delete_stream(stream.name().replace('.', "=")).await.unwrap();
        })
    }

    fn readers<'a>(&'a self, server: &'a Nats, stream: &'a StreamAddress) -> BoxFuture<'a, Vec<String>> {
        Box::pin(async move {
            let context = async_nats::jetstream::new(async_nats::connect(server.url()).await.unwrap());
            let stream = context.get_stream(stream.name().replace('.', "=")).await.unwrap();
            vec![format!("{} consumers", stream.cached_info().state.consumer_count)]
        })
    }
}
