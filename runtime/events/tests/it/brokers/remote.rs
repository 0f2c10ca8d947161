//! A broker on a server, over a network that tests cut and freeze.

use std::sync::Arc;

use apigen_events::StreamAddress;
use apigen_events::transport::Transport;
use apigen_test_servers::{Proxy, Server};
use futures_core::future::BoxFuture;

use super::Broker;

/// What is different from server to server.
pub(crate) trait Kind: Send + Sync + Sized + 'static {
    type Server: Server;

    /// How often a test kills it: one that takes long to start is killed once.
    const KILLS: usize = 2;
    /// See [`Broker::keeps_a_past`].
    const KEEPS_A_PAST: bool = true;
    /// See [`Broker::tells_who_stands_by`].
    const TELLS_WHO_STANDS_BY: bool = true;

    /// What this broker has on a server besides, such as a database.
    fn on(server: &Self::Server) -> Self;
    /// See [`Broker::write_down`].
    fn write_down(_: &Self::Server) {}
    /// A transport to the server, which is reached over that port.
    fn connect(&self, server: &Self::Server, port: u16) -> Arc<dyn Transport>;
    /// The same, to be given up soon by a server that hears nothing of it.
    fn connect_impatiently(&self, server: &Self::Server, port: u16) -> Arc<dyn Transport> {
        self.connect(server, port)
    }
    /// See [`Broker::unroute`].
    fn unroute<'a>(&'a self, server: &'a Self::Server, stream: &'a StreamAddress) -> BoxFuture<'a, ()>;
    /// See [`Broker::readers`].
    fn readers<'a>(&'a self, server: &'a Self::Server, stream: &'a StreamAddress) -> BoxFuture<'a, Vec<String>>;
}

/// A broker of some kind, behind a proxy.
pub(crate) struct Remote<K: Kind> {
    kind: K,
    server: Whose<K::Server>,
    proxy: Proxy,
}

/// A server that all tests share, or one that a test may kill.
enum Whose<S: 'static> {
    Shared(&'static S),
    Own(Box<S>),
}

impl<K: Kind> Remote<K> {
    /// On the server that all tests share.
    pub(crate) fn shared() -> Self {
        Self::on(Whose::Shared(K::Server::shared()))
    }

    /// On a server that may be killed.
    pub(crate) fn own() -> Self {
        Self::on(Whose::Own(Box::new(K::Server::start())))
    }

    /// A transport over a network of its own, which the server soon gives up when it hears nothing of it.
    pub(crate) fn impatient(&self) -> (Arc<dyn Transport>, Proxy) {
        let proxy = Proxy::to(self.server.get().port());
        (self.kind.connect_impatiently(self.server.get(), proxy.port()), proxy)
    }

    fn on(server: Whose<K::Server>) -> Self {
        let (kind, proxy) = (K::on(server.get()), Proxy::to(server.get().port()));
        Self { kind, server, proxy }
    }
}

impl<S> Whose<S> {
    fn get(&self) -> &S {
        match self {
            Self::Shared(server) => server,
            Self::Own(server) => server,
        }
    }

    fn own(&mut self) -> &mut S {
        match self {
            Self::Shared(_) => panic!("others use this server too"),
            Self::Own(server) => server,
        }
    }
}

impl<K: Kind> Broker for Remote<K> {
    fn transport(&self) -> Arc<dyn Transport> {
        self.kind.connect(self.server.get(), self.proxy.port())
    }

    fn write_down(&self) {
        K::write_down(self.server.get());
    }

    fn kill(&mut self) {
        self.server.own().kill();
    }

    fn kills(&self) -> usize {
        K::KILLS
    }

    fn start_again(&mut self) {
        self.server.own().start_again();
    }

    fn break_connections(&self) {
        self.proxy.break_connections();
    }

    fn break_at_clients(&self) {
        self.proxy.break_at_clients();
    }

    fn deliver_late(&self) {
        self.proxy.thaw();
    }

    fn unroute<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, ()> {
        self.kind.unroute(self.server.get(), stream)
    }

    fn keeps_a_past(&self) -> bool {
        K::KEEPS_A_PAST
    }

    fn tells_who_stands_by(&self) -> bool {
        K::TELLS_WHO_STANDS_BY
    }

    fn readers<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Vec<String>> {
        self.kind.readers(self.server.get(), stream)
    }
}
