//! Why there is no answer that the definition declares.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::Beginning;
use super::circuit::CircuitOpen;
use super::transport::BoxError;

/// Why a call has no declared outcome, apart from an undeclared status.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The request could not be built: a value that its place cannot carry. Nothing was sent.
    Request(String),
    /// There is no token to send. Nothing was sent, or what was sent was refused.
    Credentials(BoxError),
    /// No answer in time.
    Timeout {
        /// How often the request was sent.
        tries: u32,
    },
    /// No connection, or one that broke.
    Transport {
        /// How often the request was sent.
        tries: u32,
        /// What broke.
        source: BoxError,
    },
    /// A circuit breaker refused, since too many calls of late have failed.
    CircuitOpen {
        /// How often the request was sent before: mostly never, so nothing has happened.
        tries: u32,
        /// Which calls are refused, why, and until when.
        source: Box<CircuitOpen>,
    },
    /// A layer refused.
    Middleware(BoxError),
    /// The body of the answer is longer than the client allows.
    TooLarge {
        /// How many bytes it allows.
        limit: usize,
    },
    /// The server answered with the same page twice: it does not heed the parameter that asks for the next one.
    Paging,
    /// An answer with a declared status whose body or headers are not what the definition says.
    Decode(Box<Undecodable>),
}

impl Failure {
    /// The kind in a word, for logs and metrics.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Credentials(_) => "credentials",
            Self::Timeout { .. } => "timeout",
            Self::Transport { .. } => "transport",
            Self::CircuitOpen { .. } => "circuit_open",
            Self::Middleware(_) => "middleware",
            Self::TooLarge { .. } => "too_large",
            Self::Paging => "paging",
            Self::Decode(_) => "decode",
        }
    }
}

/// An answer with a declared status whose body or headers are not what the definition says.
pub struct Undecodable {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as it came.
    pub body: Bytes,
    /// A JSON pointer to what cannot be read; nothing when that is a header.
    pub pointer: Option<String>,
    /// What is wrong with it.
    pub source: serde_json::Error,
}

impl Undecodable {
    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

impl fmt::Debug for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut it = f.debug_struct("Undecodable");
        it.field("status", &self.status).field("headers", &self.headers).field("body", &Beginning(&self.body));
        it.field("pointer", &self.pointer).field("source", &self.source).finish()
    }
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer with status {} cannot be read", self.status)?;
        if let Some(pointer) = self.pointer.as_deref().filter(|it| !it.is_empty()) {
            write!(f, " at `{pointer}`")?;
        }
        write!(f, ": {}", self.source)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(reason) => write!(f, "the request cannot be sent: {reason}"),
            Self::Credentials(source) => write!(f, "no token: {source}"),
            Self::Timeout { tries } => write!(f, "no answer in time{}", Tries(*tries)),
            Self::Transport { tries, source } => write!(f, "no answer{}: {source}", Tries(*tries)),
            Self::CircuitOpen { tries: 0, source } => write!(f, "not sent: {source}"),
            Self::CircuitOpen { tries, source } => {
                write!(f, "no answer{}, and not sent again: {source}", Tries(*tries))
            }
            Self::Middleware(source) => write!(f, "not sent: {source}"),
            Self::TooLarge { limit } => write!(f, "the answer is longer than the {limit} bytes that are allowed"),
            Self::Paging => f.write_str("the server answered with the same page twice"),
            Self::Decode(it) => fmt::Display::fmt(it, f),
        }
    }
}

/// ` (3 tries)`; nothing for a single one.
pub(super) struct Tries(pub(super) u32);

impl fmt::Display for Tries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 1 { write!(f, " ({} tries)", self.0) } else { Ok(()) }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Request(_) | Self::Timeout { .. } | Self::TooLarge { .. } | Self::Paging => None,
            Self::Transport { source, .. } | Self::Middleware(source) | Self::Credentials(source) => Some(&**source),
            Self::CircuitOpen { source, .. } => Some(&**source),
            Self::Decode(it) => Some(&it.source),
        }
    }
}
