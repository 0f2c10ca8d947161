//! Everything that passes the proxy arrives as it was sent, and is judged.

mod forwarding;
mod judging;
mod sockets;
mod trouble;

use std::net::SocketAddr;

use apigen_conform::{Report, Service, Settings};
use apigen_tester::{Notice, Proxy};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::mocks::repository;

/// A proxy that runs beside its test.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<Seen>,
}

/// What a proxy said while it ran, and in the end.
struct Seen {
    report: Report,
    told: Vec<String>,
}

impl Running {
    /// Before the service of users at an address.
    async fn before(to: &str) -> Self {
        Self::with(to, Settings::default(), |it| it).await
    }

    async fn with(to: &str, settings: Settings, change: impl FnOnce(Proxy) -> Proxy) -> Self {
        let settings = Settings { base_url: to.to_owned(), ..settings };
        let proxy = change(Proxy::bind(0, to).await.unwrap());
        let (address, (stop, stopped)) = (proxy.address(), oneshot::channel());
        let done = tokio::spawn(async move {
            let repository = repository();
            let service = Service::of_namespace(&repository, "io.acme.user.v0");
            let mut told = Vec::new();
            let tell = |it: Notice<'_>| {
                told.push(match it {
                    Notice::Finding(it) => format!("{} {}{}", it.law, it.operation, it.place),
                    Notice::Down(_) => "down".to_owned(),
                    Notice::Unjudged(why) => format!("not judged: {why}"),
                });
            };
            // A test that has lost interest ends the proxy, too.
            let stop = async { stopped.await.unwrap_or_default() };
            let report = proxy.watch(&service, &settings, stop, tell).await.unwrap();
            Seen { report, told }
        });
        Self { address, stop, done }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    async fn stop(self) -> Seen {
        // Fails when the proxy has ended by itself.
        let _ = self.stop.send(());
        self.done.await.unwrap()
    }
}
