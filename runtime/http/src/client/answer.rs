//! What came back.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, Error as _};

use super::body::Body;
use super::credentials::hide_secrets;
use super::failure::{Failure, Tries, Undecodable};
use super::pointer::stopped_at;
use crate::text;

/// What came back, before its status is looked at.
#[derive(Clone)]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    tries: u32,
}

/// An answer with a status that the definition does not declare.
#[derive(Clone)]
pub struct Unexpected {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as it came; of one that is longer than [`Unexpected::LONGEST_BODY`] the beginning.
    pub body: Bytes,
    /// How often the request was sent.
    pub tries: u32,
}

impl Answer {
    pub(crate) fn new(response: http::Response<Body>, tries: u32) -> Self {
        let (mut parts, body) = response.into_parts();
        hide_secrets(&mut parts.headers);
        Self { status: parts.status, headers: parts.headers, body: body.into_bytes(), tries }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// [`Failure`] when the body is no JSON, or none of that type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body).map_err(|it| {
            let pointer = stopped_at(&self.body, &it);
            self.undecodable(Some(pointer), it)
        })
    }

    /// A header that must be there.
    ///
    /// # Errors
    /// [`Failure`] when it is not there, or not of that type.
    pub fn header<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        self.optional_header(name)?.ok_or_else(|| self.header_failure(name, "is missing"))
    }

    /// A header that may be absent.
    ///
    /// # Errors
    /// [`Failure`] when it is there and not of that type.
    pub fn optional_header<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        let Some(value) = self.headers.get(name) else { return Ok(None) };
        let read = text::read(&String::from_utf8_lossy(value.as_bytes()));
        read.map(Some).map_err(|it| self.header_failure(name, &it.to_string()))
    }

    /// The answer as one that the definition does not declare.
    pub fn into_unexpected(self) -> Box<Unexpected> {
        let (status, headers, tries) = (self.status, self.headers, self.tries);
        // A copy, so that the rest of a long body is not kept.
        let beginning = self.body.get(..Unexpected::LONGEST_BODY).map(Bytes::copy_from_slice);
        Box::new(Unexpected { status, headers, body: beginning.unwrap_or(self.body), tries })
    }

    fn header_failure(&self, name: &str, reason: &str) -> Failure {
        self.undecodable(None, serde_json::Error::custom(format!("header `{name}` {reason}")))
    }

    fn undecodable(&self, pointer: Option<String>, source: serde_json::Error) -> Failure {
        let (status, headers, body) = (self.status, self.headers.clone(), self.body.clone());
        Failure::Decode(Box::new(Undecodable { status, headers, body, pointer, source }))
    }
}

impl Unexpected {
    /// How many bytes of a body are kept.
    pub const LONGEST_BODY: usize = 64 << 10;

    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut it = f.debug_struct("Unexpected");
        it.field("status", &self.status).field("headers", &self.headers).field("body", &Beginning(&self.body));
        it.field("tries", &self.tries).finish()
    }
}

impl fmt::Debug for Answer {
    /// Only the length of the body: it holds personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({}, {} bytes)", self.status, self.body.len())
    }
}

/// The beginning of a body, as much as helps to see what it is.
pub(super) struct Beginning<'b>(pub(super) &'b [u8]);

impl fmt::Debug for Beginning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 200;
        let text = String::from_utf8_lossy(&self.0[..self.0.len().min(SHOWN)]);
        write!(f, "{text:?}")?;
        if self.0.len() > SHOWN { write!(f, "… ({} bytes)", self.0.len()) } else { Ok(()) }
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the definition does not declare status {}{}", self.status, Tries(self.tries))
    }
}

impl std::error::Error for Unexpected {}

/// Writes which call did not succeed, and why.
#[doc(hidden)]
pub fn explain(f: &mut fmt::Formatter<'_>, call: &str, reason: &dyn fmt::Display) -> fmt::Result {
    write!(f, "{call}: {reason}")
}
