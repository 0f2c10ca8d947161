//! What one call does differently from its client's others.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::credentials::hide_secrets;
use super::retry::Retry;

/// What one call does differently from its client's others.
#[derive(Debug, Clone, Default)]
#[must_use = "options do nothing until they are given to a call"]
pub struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) try_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) headers: HeaderMap,
    pub(crate) mistake: Option<String>,
}

impl Options {
    /// Nothing different.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the call may take in all.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one try may take.
    pub fn try_timeout(mut self, timeout: Duration) -> Self {
        self.try_timeout = Some(timeout);
        self
    }

    /// How often and how soon the request is sent again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sends a header that the definition does not have, or another value for one of the client's.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => drop(self.headers.insert(name, value)),
            _ => self.mistake = Some(format!("`{name}` cannot be a header")),
        }
        hide_secrets(&mut self.headers);
        self
    }

    /// The `traceparent` of the span that the call belongs to, such as a server's `Trace`.
    pub fn traceparent(self, parent: impl fmt::Display) -> Self {
        self.header("traceparent", &parent.to_string())
    }

    /// These, with what others say on top.
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.timeout = others.timeout.or(self.timeout);
        self.try_timeout = others.try_timeout.or(self.try_timeout);
        self.retry = others.retry.or(self.retry);
        self.headers.extend(others.headers);
        self.mistake = self.mistake.or(others.mistake);
        self
    }
}
