//! A proxy before a service: what passes is forwarded as it is, and judged as recordings are.

mod copy;
mod decode;
mod forward;
mod headers;
mod judge;
mod target;
mod tee;
mod traffic;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use apigen_conform::{Finding, Report, Service, Settings};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use crate::network::NetworkError;
use forward::Forwarder;
use judge::Judge;
use target::Target;
use traffic::Traffic;

/// How long exchanges may go on that are under way when the proxy ends.
const GRACE: Duration = Duration::from_secs(5);

/// A proxy that listens on this machine and passes everything on to one service.
#[derive(Debug)]
pub struct Proxy {
    listener: TcpListener,
    address: SocketAddr,
    target: Target,
    longest_body: usize,
}

/// What is worth telling while exchanges pass.
#[derive(Debug, Clone, Copy)]
pub enum Notice<'a> {
    /// A cause that nothing before has shown.
    Finding(&'a Finding),
    /// The service cannot be reached, for this reason; told once until it is there again.
    Down(&'a str),
    /// Exchanges are passed on and not judged, for this reason; told once.
    Unjudged(&'a str),
}

impl Proxy {
    /// Listens on a port of this machine, any free one for zero, on behalf of the service below an address.
    pub async fn bind(port: u16, to: &str) -> Result<Self, NetworkError> {
        let target = Target::parse(to)?;
        let unable = |it: std::io::Error| NetworkError(format!("cannot listen on 127.0.0.1:{port}: {it}"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(unable)?;
        let address = listener.local_addr().map_err(unable)?;
        Ok(Self { listener, address, target, longest_body: 16 << 20 })
    }

    /// The most bytes of a body that are judged, 16 MiB when nothing is said; longer ones are passed on all the same.
    #[must_use]
    pub fn longest_body(mut self, bytes: usize) -> Self {
        self.longest_body = bytes;
        self
    }

    /// Where callers reach the service now.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Passes everything on until `stop` is ready, or until as many exchanges have passed as the budget of the settings
    /// says; then exchanges that are under way get a few seconds, and everything that passed is reported.
    pub async fn watch(
        self,
        service: &Service<'_>,
        settings: &Settings,
        stop: impl Future<Output = ()>,
        tell: impl FnMut(Notice<'_>),
    ) -> Result<Report, NetworkError> {
        let (passing, mut passed) = mpsc::unbounded_channel();
        let forwarder = Forwarder::new(self.target, Traffic::new(passing, self.longest_body))?;
        let (end, ended) = oneshot::channel();
        let serving = tokio::spawn(serve(self.listener, Arc::new(forwarder), ended));
        let mut judge = Judge::new(service, settings, self.longest_body, tell);
        tokio::pin!(stop);
        while settings.budget.is_none_or(|it| judge.count() < it) {
            tokio::select! {
                () = &mut stop => break,
                it = passed.recv() => it.into_iter().for_each(|it| judge.take(it)),
            }
        }
        // Fails when nobody serves any more, which is what it is to bring about.
        let _ = end.send(());
        while let Some(it) = passed.recv().await {
            judge.take(it);
        }
        serving.await.map_err(|it| NetworkError(format!("the proxy ended early: {it}")))?;
        Ok(judge.report())
    }
}

/// Serves connections until told to end, and those that are open a little longer.
async fn serve(listener: TcpListener, forwarder: Arc<Forwarder>, mut ended: oneshot::Receiver<()>) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut ended => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(graceful.watch(connection(stream, &forwarder)))),
                // Out of files, most likely: some will be closed.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    // Whoever takes longer is cut off together with the set of connections.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

/// A connection of a caller; its errors are those of the caller.
fn connection(
    stream: TcpStream,
    forwarder: &Arc<Forwarder>,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error, Output = hyper::Result<()>> + use<> {
    let forwarder = Arc::clone(forwarder);
    let service = service_fn(move |request| {
        let forwarder = Arc::clone(&forwarder);
        async move { Ok::<_, std::convert::Infallible>(forwarder.forward(request).await) }
    });
    let mut builder = http1::Builder::new();
    builder.preserve_header_case(true).auto_date_header(false).timer(TokioTimer::new());
    builder.serve_connection(TokioIo::new(stream), service)
}
