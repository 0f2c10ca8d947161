//! Stopping a server: requests that have begun are finished, as long as that does not take too long.

use std::sync::Arc;
use std::time::Duration;

use apigen_http::server::{Router, serve_within};
use axum::http::Method;
use axum::response::IntoResponse as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use super::route;

/// A server whose only operation says that it has begun, and ends when it is told to.
struct Slow {
    begun: Arc<Notify>,
    finish: Arc<Notify>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<usize>>,
    address: std::net::SocketAddr,
}

impl Slow {
    async fn start(grace: Duration) -> Self {
        let (begun, finish) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let router = slow(Arc::clone(&begun), Arc::clone(&finish));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, (stop, stopped)) = (listener.local_addr().unwrap(), oneshot::channel());
        let task = tokio::spawn(serve_within(grace, listener, router, async { drop(stopped.await) }));
        Self { begun, finish, stop, task, address }
    }

    /// A connection whose request has reached the operation.
    async fn ask(&self) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        self.begun.notified().await;
        stream
    }
}

fn slow(begun: Arc<Notify>, finish: Arc<Notify>) -> Router {
    let handler = move |_, _| {
        let (begun, finish) = (Arc::clone(&begun), Arc::clone(&finish));
        async move {
            begun.notify_one();
            finish.notified().await;
            Ok("done".into_response())
        }
    };
    route(Method::GET, "/slow", handler).into_router()
}

async fn rest(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    // A connection that is cut may be reset.
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

#[tokio::test]
async fn a_request_that_has_begun_is_finished_and_idle_connections_are_closed() {
    let server = Slow::start(Duration::from_mins(10)).await;
    let idle = TcpStream::connect(server.address).await.unwrap();
    let stream = server.ask().await;
    server.stop.send(()).unwrap();
    assert_eq!(rest(idle).await, "", "nobody waits for it");
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody is accepted any more");
    server.finish.notify_one();
    let answer = rest(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("done"), "{answer}");
    assert_eq!(server.task.await.unwrap().unwrap(), 0);
}

#[tokio::test]
async fn whoever_takes_longer_than_the_grace_is_cut_off() {
    let server = Slow::start(Duration::ZERO).await;
    let stream = server.ask().await;
    server.stop.send(()).unwrap();
    assert_eq!(server.task.await.unwrap().unwrap(), 1);
    assert_eq!(rest(stream).await, "");
}
