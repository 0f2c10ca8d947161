//! A server on a real socket, and requests to it that no generated client would send.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use apigen_http::server::{Router, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server on a free port of this machine; it stops when this value goes.
pub(crate) struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
}

/// What came back: the status, the lines of the head in lower case, and the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) head: Vec<String>,
    pub(crate) body: String,
}

impl Server {
    /// Starts to serve a router.
    pub(crate) async fn start(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, (stop, stopped)) = (listener.local_addr().unwrap(), oneshot::channel());
        let serving = tokio::spawn(serve(listener, router, async move { drop(stopped.await) }));
        Self { address, stop, serving }
    }

    /// Stops, and is gone afterwards.
    pub(crate) async fn stop(self) {
        drop(self.stop);
        self.serving.await.unwrap().unwrap();
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A bare connection.
    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends a request byte for byte, `Host`, `Connection` and `Content-Length` aside, and reads the whole answer.
    pub(crate) async fn raw(&self, request_line: &str, headers: &[&str], body: &str) -> Raw {
        let length = if body.is_empty() { String::new() } else { format!("content-length: {}", body.len()) };
        let given = ["host: x", "connection: close", &length];
        let lines: Vec<_> = given.iter().chain(headers).copied().filter(|it| !it.is_empty()).collect();
        let head = format!("{request_line} HTTP/1.1\r\n{}\r\n", lines.join("\r\n"));
        self.exchange(&format!("{head}\r\n{body}")).await
    }

    /// Sends a request whose body comes in chunks, given as they stand on the wire.
    pub(crate) async fn chunked(&self, request_line: &str, chunks: &str) -> Raw {
        let head = "host: x\r\nconnection: close\r\ntransfer-encoding: chunked";
        self.exchange(&format!("{request_line} HTTP/1.1\r\n{head}\r\n\r\n{chunks}")).await
    }

    async fn exchange(&self, request: &str) -> Raw {
        let mut stream = self.connect().await;
        // A server may answer and hang up before it has read everything.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        Raw::parse(&String::from_utf8(answer).unwrap())
    }
}

/// A server that reads one request a connection, says what it is told to say, whatever it is asked, and hangs up.
pub(crate) struct Canned {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl Canned {
    /// Starts to give the same answer to everyone.
    pub(crate) async fn start(answer: &str) -> Self {
        Self::sequence(&[answer]).await
    }

    /// Starts to give one answer after the other; the last is given for good.
    pub(crate) async fn sequence(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, requests) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
        let (counter, answers) =
            (Arc::clone(&requests), answers.iter().copied().map(str::to_owned).collect::<Vec<_>>());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 4096]).await;
                let answer = counter.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
                let _ = stream.write_all(answers[answer].as_bytes()).await;
            }
        });
        Self { address, requests }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests have come.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Raw {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|it| it.split(' ').nth(1)?.parse().ok()).unwrap_or_default();
        Self { status, head: lines.map(str::to_ascii_lowercase).collect(), body: body.to_owned() }
    }

    /// The value of a header; several are separated by `; `.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<_> =
            self.head.iter().filter_map(|it| it.split_once(": ")).filter(|it| it.0 == name).map(|it| it.1).collect();
        (!values.is_empty()).then(|| values.join("; "))
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The violations that the body lists, each as `location pointer rule`.
    pub(crate) fn violations(&self) -> Vec<String> {
        let body = self.json();
        let text = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
        let line = |it| format!("{} {} {}", text(it, "location"), text(it, "pointer"), text(it, "rule"));
        body["violations"].as_array().map(|it| it.iter().map(line).collect()).unwrap_or_default()
    }
}
