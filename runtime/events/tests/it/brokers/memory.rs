//! The broker inside the process.

use std::sync::Arc;

use apigen_events::StreamAddress;
use apigen_events::transport::Transport;
use apigen_events::transport::memory::Memory;
use futures_core::future::BoxFuture;

use super::Broker;

#[derive(Default)]
pub(crate) struct MemoryBroker(Memory);

impl MemoryBroker {
    pub(crate) fn shared() -> Self {
        Self::default()
    }

    pub(crate) fn own() -> Self {
        Self::default()
    }
}

impl Broker for MemoryBroker {
    fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(self.0.clone())
    }

    fn kill(&mut self) {
        self.0.stop();
    }

    fn start_again(&mut self) {
        self.0.start();
    }

    fn break_connections(&self) {
        self.0.stop();
        self.0.start();
    }

    fn break_at_clients(&self) {
        self.break_connections();
    }

    fn deliver_late(&self) {
        // Nothing is on its way between a process and itself.
    }

    fn unroute<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, ()> {
        self.0.remove(stream);
        Box::pin(async {})
    }

    fn readers<'a>(&'a self, _: &'a StreamAddress) -> BoxFuture<'a, Vec<String>> {
        // Whoever looks on is a value of this process, and known to no stream.
        Box::pin(std::future::ready(Vec::new()))
    }
}
