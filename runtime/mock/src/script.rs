//! The calls that a test expects of one operation, what they get, and what arrived.

mod expect;
mod expectation;

use std::fmt::{self, Debug, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use apigen_http::HeaderMap;
use apigen_http::server::{InternalError, Parts};

use expectation::Expectation;

pub use expect::Expect;

/// The calls that a test expects of one operation: requests `Q`, successes `A`, errors `E`.
///
/// Expectations are tried in the order in which they were stated; the first that fits and is not used up answers.
/// A call that none answers is an internal error of the server and a panic of a client without a network, with what
/// arrived and what was expected; [`verify`] reports it once more, for code that lives through either.
pub struct Script<Q, A, E> {
    label: &'static str,
    state: Mutex<State<Q, A, E>>,
}

/// A request that arrived.
#[derive(Debug, Clone)]
pub struct Received<Q> {
    /// What the operation was asked.
    pub request: Q,
    /// The headers of the request, declared or not.
    pub headers: HeaderMap,
}

struct State<Q, A, E> {
    expectations: Vec<Expectation<Q, A, E>>,
    received: Vec<Received<Q>>,
    unexpected: Vec<Unexpected>,
}

/// A call that no expectation answers, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unexpected(String);

/// What can say whether everything happened that was expected.
pub trait Verify {
    /// Every expectation that was not met and every call that was not expected, in words.
    fn failures(&self) -> Vec<String>;
}

/// Panics unless everything happened that was expected, and nothing else.
///
/// # Panics
/// With every expectation that was not met and every call that was not expected.
#[track_caller]
pub fn verify(scripts: &[&dyn Verify]) {
    let failures = failures(scripts);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Everything that happened otherwise than expected, in words.
pub fn failures(scripts: &[&dyn Verify]) -> Vec<String> {
    scripts.iter().flat_map(|it| it.failures()).collect()
}

impl<Q, A, E> Script<Q, A, E> {
    /// No expectations of an operation that failures call by this label: `GET /users/:id`.
    pub fn new(label: &'static str) -> Self {
        let state = State { expectations: Vec::new(), received: Vec::new(), unexpected: Vec::new() };
        Self { label, state: Mutex::new(state) }
    }

    /// How many requests arrived.
    pub fn count(&self) -> usize {
        self.lock().received.len()
    }

    fn lock(&self) -> MutexGuard<'_, State<Q, A, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Q: Debug + Clone, A: Clone, E: Clone> Script<Q, A, E> {
    /// States an expectation: of one call with any request, unless more is said.
    #[must_use = "an expectation without an answer answers no call"]
    pub fn expect(&self) -> Expect<'_, Q, A, E> {
        let mut state = self.lock();
        state.expectations.push(Expectation::default());
        Expect::new(self, state.expectations.len() - 1)
    }

    /// The requests that arrived, in their order.
    pub fn received(&self) -> Vec<Received<Q>> {
        self.lock().received.clone()
    }

    /// Answers a call; with an internal error when no expectation does.
    ///
    /// # Errors
    /// The error of the expectation that answers, or an internal one when none does.
    pub fn call(&self, parts: Parts, request: Q) -> Result<A, E>
    where
        E: From<InternalError>,
    {
        let mut state = self.lock();
        state.received.push(Received { request: request.clone(), headers: parts.headers });
        let answer = state.expectations.iter_mut().find(|it| it.fits(&request)).and_then(Expectation::next);
        let Some(answer) = answer else {
            let unexpected = unexpected(self.label, &request, &state.expectations);
            state.unexpected.push(unexpected.clone());
            return Err(E::from(InternalError::new(unexpected)));
        };
        // An answer may take long, or call the client itself.
        drop(state);
        answer(&request)
    }

    fn change(&self, index: usize, change: impl FnOnce(&mut Expectation<Q, A, E>)) {
        // Invariant: expectations are only ever added.
        change(&mut self.lock().expectations[index]);
    }
}

impl<Q, A, E> Verify for Script<Q, A, E> {
    fn failures(&self) -> Vec<String> {
        let state = self.lock();
        let unmet = state.expectations.iter().filter(|it| !it.is_met());
        let unmet = unmet.map(|it| format!("unmet expectation of `{}`: {it}", self.label));
        state.unexpected.iter().map(ToString::to_string).chain(unmet).collect()
    }
}

impl<Q, A, E> Debug for Script<Q, A, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.lock();
        let expectations: Vec<_> = state.expectations.iter().map(ToString::to_string).collect();
        f.debug_struct("Script")
            .field("label", &self.label)
            .field("expectations", &expectations)
            .finish_non_exhaustive()
    }
}

fn unexpected<Q: Debug, A, E>(label: &str, request: &Q, expectations: &[Expectation<Q, A, E>]) -> Unexpected {
    let mut text = format!("unexpected call of `{label}`\n  arrived: {request:?}");
    if expectations.is_empty() {
        text.push_str("\n  nothing is expected of this operation; `expect()` on it states what is");
    }
    for (index, it) in expectations.iter().enumerate() {
        // Invariant: writing to a string does not fail.
        let _ = write!(text, "\n  expectation {}: {it}", index + 1);
    }
    Unexpected(text)
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unexpected {}
