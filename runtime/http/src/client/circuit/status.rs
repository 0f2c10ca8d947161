//! What circuits tell: how they are, and why a try was not sent.

use std::fmt;
use std::time::SystemTime;

use super::circuits::Key;
use super::window::Tally;

/// What a circuit does with calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CircuitState {
    /// They are sent.
    Closed,
    /// One is sent to find out whether the server is back; others are refused meanwhile.
    HalfOpen,
    /// They are refused.
    Open {
        /// When one will be sent again.
        until: SystemTime,
    },
}

/// How one circuit of a breaker is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CircuitStatus {
    /// Host and port of the server, as in the base URL of the client.
    pub host: String,
    /// Method and path of the operation, as in the definition; nothing for a circuit of all operations.
    pub operation: Option<(&'static str, &'static str)>,
    /// What it does with calls.
    pub state: CircuitState,
}

/// A try that was not sent, because too many of those before it have failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CircuitOpen {
    /// Host and port of the server, as in the base URL of the client.
    pub host: String,
    /// Method and path of the operation, as in the definition; nothing for a circuit of all operations.
    pub operation: Option<(&'static str, &'static str)>,
    /// How many tries had failed when the circuit opened.
    pub failures: usize,
    /// How many tries were looked at then.
    pub tries: usize,
    /// When one will be sent again; nothing when one is on its way, and calls are sent again once it has succeeded.
    pub until: Option<SystemTime>,
}

impl CircuitStatus {
    pub(super) fn new(key: &Key, state: CircuitState) -> Self {
        Self { host: key.host().to_owned(), operation: key.operation, state }
    }
}

impl CircuitOpen {
    pub(super) fn new(key: &Key, cause: Tally, until: Option<SystemTime>) -> Self {
        let Tally { failures, tries } = cause;
        Self { host: key.host().to_owned(), operation: key.operation, failures, tries, until }
    }
}

impl fmt::Display for CircuitState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("closed"),
            Self::HalfOpen => f.write_str("half-open"),
            Self::Open { until } => write!(f, "open until {}", httpdate::fmt_http_date(*until)),
        }
    }
}

impl fmt::Display for CircuitOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of the last {} tries", self.failures, self.tries)?;
        if let Some((method, path)) = self.operation {
            write!(f, " of {method} {path}")?;
        }
        write!(f, " at {} have failed, so none is sent until ", self.host)?;
        match self.until {
            Some(it) => f.write_str(&httpdate::fmt_http_date(it)),
            None => f.write_str("one that is on its way has succeeded"),
        }
    }
}

impl std::error::Error for CircuitOpen {}
