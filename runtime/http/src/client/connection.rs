//! The way to one server.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};

use super::request::Request;
use super::transport::Transport;

/// The way to one server; clones share it.
#[derive(Clone)]
pub struct Connection {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) base_url: Arc<str>,
    pub(crate) headers: Arc<HeaderMap>,
    pub(crate) timeout: Duration,
}

impl Connection {
    /// Begins a request.
    pub fn request(&self, method: Method) -> Request {
        Request::new(self.clone(), method)
    }
}

impl fmt::Debug for Connection {
    /// Without headers: they hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
