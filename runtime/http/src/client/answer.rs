//! What came back.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, Error as _};

use super::body::Body;
use super::failure::{Failure, Undecodable};
use crate::text;

/// What came back, before its status is looked at.
#[derive(Debug)]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// An answer with a status that the definition does not declare.
#[derive(Debug, Clone)]
pub struct Unexpected {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as it came.
    pub body: Bytes,
}

impl Answer {
    pub(crate) fn new(response: http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self { status: parts.status, headers: parts.headers, body: body.into_bytes() }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body).map_err(|it| self.decode_failure(it))
    }

    /// A header that must be there.
    pub fn header<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        let missing = || self.decode_failure(serde_json::Error::custom(format!("header `{name}` is missing")));
        self.optional_header(name)?.ok_or_else(missing)
    }

    /// A header that may be absent.
    pub fn optional_header<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        let Some(value) = self.headers.get(name) else { return Ok(None) };
        let read = text::read(&String::from_utf8_lossy(value.as_bytes()));
        read.map(Some).map_err(|it| self.decode_failure(it))
    }

    /// The answer as one that the definition does not declare.
    pub fn into_unexpected(self) -> Box<Unexpected> {
        Box::new(Unexpected { status: self.status, headers: self.headers, body: self.body })
    }

    fn decode_failure(&self, source: serde_json::Error) -> Failure {
        let (status, headers, body) = (self.status, self.headers.clone(), self.body.clone());
        Failure::Decode(Box::new(Undecodable { status, headers, body, source }))
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the definition does not declare status {}", self.status)
    }
}

impl std::error::Error for Unexpected {}

/// Writes why a call did not succeed, behind the call's name.
#[doc(hidden)]
pub fn explain(f: &mut fmt::Formatter<'_>, reason: &dyn fmt::Display) -> fmt::Result {
    write!(f, ": {reason}")
}
