//! Declared answers.

use apigen_types::schema::Schema;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::Value;

use super::error::InternalError;
use super::output;

/// A declared answer in the making: its status and headers.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
}

impl Reply {
    /// An answer with a status.
    pub fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new() }
    }

    /// With a header; an absent value, or one that no header can carry, is left out. A list is one header with commas.
    #[must_use]
    pub fn header<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        let value = header_text(value).and_then(|it| HeaderValue::try_from(it).ok());
        if let (Some(value), Ok(name)) = (value, HeaderName::try_from(name)) {
            self.headers.append(name, value);
        }
        self
    }

    /// The answer without a body.
    pub fn empty(self) -> Response {
        self.with(Body::empty())
    }

    /// The answer with a JSON body, without the fields that only callers send.
    pub fn json_without_write_only<T: Serialize + ?Sized>(self, body: &T, schema: &'static Schema) -> Response {
        match serde_json::to_value(body) {
            Ok(mut it) => {
                output::prune(&mut it, schema);
                self.json(&it)
            }
            Err(error) => InternalError::from(error).into_response(),
        }
    }

    /// The answer with a JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Response {
        match serde_json::to_vec(body) {
            Ok(bytes) => {
                self.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                self.with(bytes.into())
            }
            Err(error) => InternalError::from(error).into_response(),
        }
    }

    /// Made by hand: `axum` would name a content type of its own first, and merge headers.
    fn with(self, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

fn header_text<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let plain = |it: Value| if let Value::String(it) = it { it } else { it.to_string() };
    match serde_json::to_value(value).ok()? {
        Value::Null => None,
        Value::Array(it) => Some(it.into_iter().map(plain).collect::<Vec<_>>().join(", ")),
        it => Some(plain(it)),
    }
}

/// A status that has no name; a server error when it is no status at all.
pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
