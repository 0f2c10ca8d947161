//! A service that listens, and how it is stopped.

use std::io;
use std::net::SocketAddr;

use apigen_http::server::{Router, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A service that listens; it goes on until it is stopped or the runtime ends.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

/// Serves a router; port 0 stands for any free one.
pub async fn start(host: &str, port: u16, router: Router) -> io::Result<Running> {
    let listener = TcpListener::bind((host, port)).await;
    let listener = listener.map_err(|it| io::Error::new(it.kind(), format!("cannot listen on {host}:{port}: {it}")))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel();
    // A sender that is dropped is not a wish to stop.
    let until = async {
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let task = tokio::spawn(serve(listener, router, until));
    Ok(Running { address, stop, task })
}

impl Running {
    /// Where it listens: `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Finishes the requests that have begun, then stops.
    pub async fn stop(self) -> io::Result<()> {
        // It may have stopped on its own; its result says why.
        let _ = self.stop.send(());
        self.task.await.map_err(io::Error::other)?
    }
}
