//! Declared answers.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use super::error::InternalError;
use crate::text;

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

    /// With a header; an absent value, or one that no header can carry, is left out.
    #[must_use]
    pub fn header<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        let text = text::write(value).ok().flatten();
        let value = text.and_then(|it| HeaderValue::try_from(it).ok());
        if let (Some(value), Ok(name)) = (value, HeaderName::try_from(name)) {
            self.headers.append(name, value);
        }
        self
    }

    /// The answer without a body.
    pub fn empty(self) -> Response {
        (self.status, self.headers).into_response()
    }

    /// The answer with a JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Response {
        match serde_json::to_vec(body) {
            Ok(bytes) => {
                self.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                (self.status, self.headers, bytes).into_response()
            }
            Err(error) => InternalError::from(error).into_response(),
        }
    }
}

/// A status that has no name; a server error when it is no status at all.
pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
