//! Clients on reqwest: requests, sending them, reading answers.

mod answer;
mod builder;
mod connection;
mod failure;
mod request;
mod transport;

pub use answer::{Answer, Unexpected, explain};
pub use builder::{BuildError, Builder};
pub use connection::Connection;
pub use failure::{Failure, Undecodable};
pub use http::{Method, StatusCode};
pub use request::{Request, texts};
pub use transport::{CallFuture, Transport};
