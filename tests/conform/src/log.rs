//! What a service has published, and its reading end over HTTP: one JSON object a line, without an end.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header;
use http_body::Frame;
use serde_json::{Value, json};
use tokio::sync::mpsc;

/// One event as it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// What orders it.
    pub key: String,
    /// The event itself.
    pub payload: Value,
}

/// Everything that was published, from the first on, and who is waiting for more.
#[derive(Debug)]
pub struct Log {
    stream: &'static str,
    events: Vec<Published>,
    readers: Vec<mpsc::UnboundedSender<Bytes>>,
}

impl Log {
    /// Nothing yet.
    pub fn new(stream: &'static str) -> Self {
        Self { stream, events: Vec::new(), readers: Vec::new() }
    }

    /// Publishes an event to everybody.
    pub fn publish(&mut self, key: &str, payload: Value) {
        let published = Published { key: key.to_owned(), payload };
        let line = self.line(&published);
        self.events.push(published);
        self.readers.retain(|it| it.send(line.clone()).is_ok());
    }

    /// Everything that was published.
    pub fn events(&self) -> &[Published] {
        &self.events
    }

    /// A reader of everything from the first event on, that then waits for more; `see` may change how the past looks.
    pub fn read(&mut self, see: impl Fn(&[Published]) -> Vec<Published>) -> Lines {
        let (sender, receiver) = mpsc::unbounded_channel();
        let past = see(&self.events);
        let is_open = past.iter().all(|it| sender.send(self.line(it)).is_ok());
        self.readers.extend(is_open.then_some(sender));
        Lines(receiver)
    }

    /// `{"stream":"…","key":"…","payload":{…}}`
    fn line(&self, published: &Published) -> Bytes {
        let Published { key, payload } = published;
        format!("{}\n", json!({ "stream": self.stream, "key": key, "payload": payload })).into()
    }
}

/// Lines as they are published; they end with the service.
#[derive(Debug)]
pub struct Lines(mpsc::UnboundedReceiver<Bytes>);

impl Lines {
    /// The next line, waited for.
    pub async fn next(&mut self) -> Option<Bytes> {
        self.0.recv().await
    }
}

impl http_body::Body for Lines {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|line| line.map(|it| Ok(Frame::data(it))))
    }
}

impl IntoResponse for Lines {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::new(self)).into_response()
    }
}
