//! What a service decides about its operations that no definition says.

use std::time::Duration;

/// What a service decides about an operation that no definition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// The most bytes that a body may have; more are answered with 413. 2 MiB unless changed.
    pub body_limit: usize,
    /// How long a caller may take to send a body; who needs longer is answered with 408 and cut off. 30 s unless
    /// changed, and without an end when it is [`Duration::MAX`].
    pub body_time: Duration,
    /// What becomes of parameters that the definition does not declare.
    pub unknown_parameters: UnknownParameters,
}

/// What becomes of parameters of the query, or fields of a form, that the definition does not declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownParameters {
    /// They are violations like unknown fields of a body: a filter that is misspelt must not be no filter.
    Refused,
    /// They are passed over, for callers that add some on the way.
    Ignored,
}

impl Default for Settings {
    fn default() -> Self {
        Self { body_limit: 2 << 20, body_time: Duration::from_secs(30), unknown_parameters: UnknownParameters::Refused }
    }
}
