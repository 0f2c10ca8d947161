//! What goes out and what comes back. Who carries it is the business of whoever implements [`Exchange`].

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use apigen_syntax::Document;

use crate::events::Events;

/// A request, relative to where the service lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, which need not be one of HTTP's.
    pub method: String,
    /// The path with its query, encoded; it begins with a slash.
    pub target: String,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body; none sends none at all.
    pub body: Option<Vec<u8>>,
}

/// A whole answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, in order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// From sending to the last byte.
    pub elapsed: Duration,
    document: OnceLock<Document>,
}

/// Why there is no answer to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Nobody listens there.
    Unreachable(String),
    /// The connection ended before the answer did, or what came is not HTTP.
    Broken(String),
    /// There was no whole answer within the time.
    Timeout(Duration),
    /// Whoever was asked says what it refuses, why, and what to do.
    Refused(String),
    /// The body has more bytes than anybody should read.
    TooLarge(usize),
}

/// Why a run ends before its plan does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// Somebody wants it to end.
    Interrupted,
    /// It may not take longer.
    OutOfTime,
}

/// A future that an [`Exchange`] returns.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to a service.
pub trait Exchange: Send + Sync {
    /// Sends a request and reads the answer, within limits of time and size.
    fn send<'a>(&'a self, request: &'a Request) -> Pending<'a, Result<Answer, Failure>>;

    /// Why nothing more should be sent but what removes things; none while all is well.
    fn halt(&self) -> Option<Halt> {
        None
    }

    /// Where the events of the service are heard; none when nobody listens.
    fn events(&self) -> Option<&dyn Events> {
        None
    }

    /// The time, by the clock that says when events were heard; none when nobody looks at one.
    fn now(&self) -> Option<Instant> {
        None
    }

    /// Waits before the same request is sent again; not after an interrupt.
    fn pause(&self, duration: Duration) -> Pending<'_, ()>;
}

impl Request {
    /// A request without headers and body.
    pub fn new(method: impl Into<String>, target: impl Into<String>) -> Self {
        Self { method: method.into(), target: target.into(), headers: Vec::new(), body: None }
    }

    /// Whether the request asks for no change, by its method.
    pub fn is_safe(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE")
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1.as_str())
    }
}

impl Answer {
    /// An answer that was read.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Vec<u8>, elapsed: Duration) -> Self {
        Self { status, headers, body, elapsed, document: OnceLock::new() }
    }

    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers_named(name).next()
    }

    /// Every header of a name.
    pub fn headers_named(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1.as_str())
    }

    /// The body as a tree, with what keeps it from being one.
    pub fn document(&self) -> &Document {
        self.document.get_or_init(|| Document::parse(self.body.clone()))
    }

    /// The beginning of the body, on one line.
    pub fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(&self.body[..self.body.len().min(400)]);
        crate::check::short(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Whether the status is one of 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the status says that the request was wrong.
    pub fn is_refusal(&self) -> bool {
        (400..500).contains(&self.status)
    }
}

impl PartialEq for Answer {
    /// What was said, not how long it took.
    fn eq(&self, other: &Self) -> bool {
        (self.status, &self.headers, &self.body) == (other.status, &other.headers, &other.body)
    }
}

impl Eq for Answer {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) => write!(f, "cannot be reached: {why}"),
            Self::Refused(what) => f.write_str(what),
            Self::Broken(why) => write!(f, "the answer ended early or is not HTTP: {why}"),
            Self::Timeout(after) => write!(f, "no whole answer within {} ms", after.as_millis()),
            Self::TooLarge(limit) => write!(f, "the answer has more than {limit} bytes"),
        }
    }
}
