//! Callers and services that are sockets, so that every byte is seen.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A service that does what a test says.
pub(super) struct Upstream {
    listener: TcpListener,
}

/// One side of a connection.
pub(super) struct Line {
    stream: TcpStream,
    /// What was read too early.
    ahead: Vec<u8>,
}

impl Upstream {
    pub(super) async fn bind() -> Self {
        Self { listener: TcpListener::bind("127.0.0.1:0").await.unwrap() }
    }

    pub(super) fn host(&self) -> String {
        self.listener.local_addr().unwrap().to_string()
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.host())
    }

    pub(super) async fn accept(&self) -> Line {
        Line { stream: self.listener.accept().await.unwrap().0, ahead: Vec::new() }
    }

    /// Answers one request, which it returns.
    pub(super) async fn answer(&self, text: &str) -> String {
        let mut line = self.accept().await;
        let request = line.message().await;
        line.write(text).await;
        request
    }
}

impl Line {
    pub(super) async fn to(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.unwrap(), ahead: Vec::new() }
    }

    pub(super) async fn write(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
    }

    /// The next message with its body, which is counted or comes in pieces.
    pub(super) async fn message(&mut self) -> String {
        let head = self.until(b"\r\n\r\n").await;
        let lower = head.to_lowercase();
        let length = lower.lines().find_map(|it| it.strip_prefix("content-length: ")).map(|it| it.parse().unwrap());
        let body = match length {
            Some(length) => self.exactly(length).await,
            None if lower.contains("transfer-encoding: chunked") => self.until(b"0\r\n\r\n").await,
            None => String::new(),
        };
        head + &body
    }

    /// Everything up to and with some bytes.
    pub(super) async fn until(&mut self, end: &[u8]) -> String {
        loop {
            if let Some(at) = self.ahead.windows(end.len()).position(|it| it == end) {
                return String::from_utf8(self.ahead.drain(..at + end.len()).collect()).unwrap();
            }
            assert!(self.more().await, "the connection ended after {:?}", String::from_utf8_lossy(&self.ahead));
        }
    }

    pub(super) async fn exactly(&mut self, length: usize) -> String {
        while self.ahead.len() < length {
            assert!(self.more().await, "the connection ended after {} bytes", self.ahead.len());
        }
        String::from_utf8(self.ahead.drain(..length).collect()).unwrap()
    }

    /// Everything up to the end of the connection.
    pub(super) async fn rest(&mut self) -> String {
        while self.more().await {}
        String::from_utf8(std::mem::take(&mut self.ahead)).unwrap()
    }

    /// Whether anything came before the connection ended.
    async fn more(&mut self) -> bool {
        // A connection that is reset has ended as well.
        self.stream.read_buf(&mut self.ahead).await.unwrap_or_default() > 0
    }
}
