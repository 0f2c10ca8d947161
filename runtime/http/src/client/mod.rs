//! Clients on reqwest: requests, sending them, reading answers.
//!
//! # Middleware
//!
//! What sends a client's requests is a [`tower::Service`] of [`http::Request`]s, so every [`tower::Layer`] can be put
//! around it, and the network can be replaced: by a router in the same process, a recording, a mock.
//!
//! ```
//! use apigen_http::client::{Body, Builder, Connection, Transport};
//! use tower::ServiceExt;
//! use tower::util::MapRequestLayer;
//!
//! # struct Client(Connection);
//! # impl From<Connection> for Client { fn from(it: Connection) -> Self { Self(it) } }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sign = MapRequestLayer::new(|mut request: http::Request<Body>| {
//!     let length = request.body().bytes().len();
//!     request.headers_mut().insert("x-signature", length.into());
//!     request
//! });
//! let client: Client = Builder::new("http://users.acme.example/v1").layer(sign).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! A router is called without a network by [`Builder::in_process`].
//!
//! # Browsers
//!
//! For `wasm32-unknown-unknown` the same client sends by the browser's `fetch`, and waits by its timers; `https` needs
//! no feature. The browser follows redirects itself, opens connections when it likes (`connect_timeout` says nothing),
//! hands over a body when it is whole (`body_limit` refuses it then), and asks servers whether pages of another origin
//! may send headers such as `traceparent` (CORS).

mod answer;
mod body;
#[cfg(target_arch = "wasm32")]
mod browser;
mod builder;
mod call;
mod circuit;
mod connection;
mod credentials;
mod failure;
mod operation;
mod options;
mod pages;
mod pointer;
mod random;
mod request;
mod retry;
mod sending;
mod timer;
mod trace;
mod transport;

pub use answer::{Answer, Unexpected, explain};
pub use body::Body;
pub use builder::{BuildError, Builder};
pub use call::Call;
pub use circuit::{CircuitBreaker, CircuitOpen, CircuitState, CircuitStatus, Guarded};
pub use connection::Connection;
pub use failure::{Failure, Undecodable};
pub use http::{Method, StatusCode};
pub use operation::Operation;
pub use options::Options;
pub use pages::{Items, Page, Paged, Paging};
pub use request::{Request, texts};
pub use retry::{Retry, RetryBudget};
pub use timer::{Sleep, Timer};
pub use transport::{BoxError, Transport, TransportError};
