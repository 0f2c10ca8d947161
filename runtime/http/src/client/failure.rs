//! Why there is no answer that the definition declares.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// Why a call has no declared outcome, apart from an undeclared status.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The request could not be built: a value that its place cannot carry. Nothing was sent.
    Request(String),
    /// No answer in time.
    Timeout(Box<dyn Error + Send + Sync>),
    /// No connection, or one that broke.
    Transport(Box<dyn Error + Send + Sync>),
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
            Self::Timeout(_) => f.write_str("no answer in time"),
            Self::Transport(source) => write!(f, "no answer: {source}"),
            Self::Decode(it) => write!(f, "the answer with status {} cannot be read: {}", it.status, it.source),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Request(_) => None,
            Self::Timeout(source) | Self::Transport(source) => Some(&**source),
            Self::Decode(it) => Some(&it.source),
        }
    }
}
