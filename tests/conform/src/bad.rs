//! Servers that are no use to anybody: each answers every request in one bad way, on a port of this machine.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a server does with every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bad {
    /// Takes the connection and says nothing.
    Hangs,
    /// Closes the connection.
    Closes,
    /// Speaks something that is not HTTP.
    NotHttp,
    /// Sends header after header.
    EndlessHead,
    /// Sends half of the body that it announced, and closes.
    HalfBody,
    /// Sends half of the body that it announced, and nothing more.
    StuckBody,
    /// Sends a body of JSON that does not end, in chunks.
    EndlessBody,
    /// Announces ten gigabytes, and sends them.
    HugeBody,
    /// Sends more than it announced.
    LongBody,
    /// Sends bytes that are no text under `application/json`.
    InvalidUtf8,
    /// Sends JSON of a million lists within each other.
    DeepJson,
    /// Sends everybody elsewhere.
    Redirects(String),
    /// Asks everybody to come back in an hour.
    TooMany,
    /// Asks nobody in, whatever the token.
    Unauthorized,
    /// Is about to start, for ever.
    Unavailable,
}

/// A bad server on its port; it ends with this value.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    requests: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Bad {
    /// Every kind, those that redirect to `elsewhere`.
    pub fn all(elsewhere: &str) -> Vec<Self> {
        vec![
            Self::Hangs,
            Self::Closes,
            Self::NotHttp,
            Self::EndlessHead,
            Self::HalfBody,
            Self::StuckBody,
            Self::EndlessBody,
            Self::HugeBody,
            Self::LongBody,
            Self::InvalidUtf8,
            Self::DeepJson,
            Self::Redirects(elsewhere.to_owned()),
            Self::TooMany,
            Self::Unauthorized,
            Self::Unavailable,
        ]
    }

    /// Listens on a free port.
    pub async fn serve(self) -> io::Result<Serving> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let requests = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Who is called goes away when it likes, and that is no matter.
                tokio::spawn(converse(stream, self.clone(), Arc::clone(&counter)));
            }
        });
        Ok(Serving { address, requests, task })
    }

    async fn answer(&self, stream: &mut TcpStream) -> io::Result<()> {
        match self {
            Self::Hangs => std::future::pending().await,
            Self::Closes => Ok(()),
            Self::NotHttp => stream.write_all(b"220 mail.example ESMTP ready\r\n").await,
            Self::EndlessHead => {
                stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
                again_and_again(stream, b"x-more: and more\r\n").await
            }
            Self::HalfBody => stream.write_all(&head_of(64, b"[{\"id\": \"half of it")).await,
            Self::StuckBody => {
                stream.write_all(&head_of(64, b"[{\"id\": \"half of it")).await?;
                std::future::pending().await
            }
            Self::EndlessBody => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(b"1\r\n[\r\n").await?;
                let chunk = format!("1000\r\n{}\r\n", "\"again\",".repeat(512));
                again_and_again(stream, chunk.as_bytes()).await
            }
            Self::HugeBody => {
                stream.write_all(&head_of(10 << 30, b"[")).await?;
                again_and_again(stream, "\"again\",".repeat(512).as_bytes()).await
            }
            Self::LongBody => stream.write_all(&head_of(2, b"[][][][][][][]")).await,
            Self::InvalidUtf8 => stream.write_all(&head_of(8, b"[\"\xff\xfe\xfa\"] ")).await,
            Self::DeepJson => {
                let deep = "[".repeat(1_000_000);
                stream.write_all(&head_of(deep.len(), deep.as_bytes())).await
            }
            Self::Redirects(to) => {
                let head = format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
                stream.write_all(head.as_bytes()).await
            }
            Self::TooMany => stream.write_all(&status("429 Too Many Requests\r\nretry-after: 3600")).await,
            Self::Unauthorized => stream.write_all(&status("401 Unauthorized")).await,
            Self::Unavailable => stream.write_all(&status("503 Service Unavailable\r\nretry-after: 3600")).await,
        }
    }
}

impl Serving {
    /// `http://127.0.0.1:…`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests have come.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn converse(mut stream: TcpStream, bad: Bad, counter: Arc<AtomicU64>) -> io::Result<()> {
    while read_head(&mut stream).await? {
        counter.fetch_add(1, Ordering::Relaxed);
        bad.answer(&mut stream).await?;
        if !matches!(bad, Bad::TooMany | Bad::Unauthorized | Bad::Unavailable | Bad::Redirects(_)) {
            break;
        }
    }
    stream.shutdown().await
}

/// Reads up to the end of a head, and tells whether there was one; bodies of requests are taken for what follows it.
async fn read_head(stream: &mut TcpStream) -> io::Result<bool> {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    while !read.windows(4).any(|it| it == b"\r\n\r\n") {
        match stream.read(&mut buffer).await? {
            0 => return Ok(false),
            length => read.extend_from_slice(&buffer[..length]),
        }
    }
    Ok(true)
}

async fn again_and_again(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    loop {
        stream.write_all(bytes).await?;
    }
}

fn status(line: &str) -> Vec<u8> {
    format!("HTTP/1.1 {line}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
}

/// A head that announces so many bytes, and some bytes.
fn head_of(length: usize, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}
