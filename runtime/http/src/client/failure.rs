//! Why there is no answer that the definition declares.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::transport::BoxError;

/// Why a call has no declared outcome, apart from an undeclared status.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The request could not be built: a value that its place cannot carry. Nothing was sent.
    Request(String),
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
    /// A layer refused.
    Middleware(BoxError),
    /// The body of the answer is longer than the client allows.
    TooLarge {
        /// How many bytes it allows.
        limit: usize,
    },
    /// An answer with a declared status whose body or headers are not what the definition says.
    Decode(Box<Undecodable>),
}

/// An answer with a declared status whose body or headers are not what the definition says.
#[derive(Debug)]
pub struct Undecodable {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as it came.
    pub body: Bytes,
    /// What is wrong with it.
    pub source: serde_json::Error,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(reason) => write!(f, "the request cannot be sent: {reason}"),
            Self::Timeout { tries } => write!(f, "no answer in time{}", Tries(*tries)),
            Self::Transport { tries, source } => write!(f, "no answer{}: {source}", Tries(*tries)),
            Self::Middleware(source) => write!(f, "not sent: {source}"),
            Self::TooLarge { limit } => write!(f, "the answer is longer than the {limit} bytes that are allowed"),
            Self::Decode(it) => write!(f, "the answer with status {} cannot be read: {}", it.status, it.source),
        }
    }
}

/// ` (3 tries)`; nothing for a single one.
struct Tries(u32);

impl fmt::Display for Tries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 1 { write!(f, " ({} tries)", self.0) } else { Ok(()) }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Request(_) | Self::Timeout { .. } | Self::TooLarge { .. } => None,
            Self::Transport { source, .. } | Self::Middleware(source) => Some(&**source),
            Self::Decode(it) => Some(&it.source),
        }
    }
}
