//! The way to one server.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::credentials::Credentials;
use super::operation::Operation;
use super::random::Random;
use super::request::Request;
use super::retry::{Retry, RetryBudget};
use super::timer::Timer;
use super::transport::Transport;

/// The way to one server; clones share it.
#[derive(Clone)]
pub struct Connection(Arc<Shared>);

/// What knows the `traceparent` of the span that is current.
pub(crate) type Parent = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// What all calls of a client share.
pub(crate) struct Shared {
    pub(crate) transport: Transport,
    pub(crate) base_url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) try_timeout: Duration,
    pub(crate) retry: Retry,
    pub(crate) budget: RetryBudget,
    pub(crate) credentials: Credentials,
    pub(crate) parent: Option<Parent>,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) random: Random,
}

impl Connection {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    /// Begins a request.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

impl fmt::Debug for Connection {
    /// Without headers: they hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("base_url", &self.0.base_url).finish_non_exhaustive()
    }
}
