//! An answer as data, until everything that may still change it has seen it.

use axum::response::AppendHeaders;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;

/// Status, headers and, when there is content, one JSON value.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers beside those of the content.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The content.
    pub(crate) body: Option<Value>,
    /// What the content is said to be.
    pub(crate) media: &'static str,
}

impl Answer {
    /// A status and nothing else.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), body: None, media: "application/json" }
    }

    /// A status with content.
    pub(crate) fn json(status: StatusCode, body: impl Into<Value>) -> Self {
        Self { body: Some(body.into()), ..Self::empty(status) }
    }

    /// The same with one more header; a value that no header can carry is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Adds or replaces a header.
    pub(crate) fn set(&mut self, name: HeaderName, value: &str) {
        self.remove(&name);
        self.headers.extend(HeaderValue::from_str(value).map(|value| (name, value)));
    }

    /// Removes a header, and tells whether it was there.
    pub(crate) fn remove(&mut self, name: &HeaderName) -> bool {
        let before = self.headers.len();
        self.headers.retain(|(it, _)| it != name);
        self.headers.len() < before
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let Self { status, headers, body, media } = self;
        let Some(body) = body else { return (status, AppendHeaders(headers)).into_response() };
        let media = [(header::CONTENT_TYPE, HeaderValue::from_static(media))];
        (status, media, AppendHeaders(headers), body.to_string()).into_response()
    }
}
