//! What generated servers and clients link to: thin generated code, thick runtime.
//!
//! Generated code states facts (paths, names, limits, statuses) and the runtime does the work.
//! Everything about a single request is in functions that are compiled once, not once an operation.
#![warn(clippy::missing_errors_doc)]

#[cfg(feature = "client")]
pub mod client;
#[cfg(any(feature = "client", feature = "server"))]
mod elements;
#[cfg(any(feature = "client", feature = "server"))]
pub mod pointer;
#[cfg(feature = "server")]
pub mod server;
#[cfg(any(feature = "client", feature = "server"))]
mod text;

pub use bytes::Bytes;
pub use http::{HeaderMap, StatusCode};
