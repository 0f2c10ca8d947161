//! One expectation: which requests it fits, and what they get in turn.

use std::fmt;
use std::sync::Arc;

/// Which requests are expected, and what they get in turn.
pub(super) struct Expectation<Q, A, E> {
    matchers: Vec<(String, Matcher<Q>)>,
    steps: Vec<Step<Q, A, E>>,
}

type Matcher<Q> = Box<dyn Fn(&Q) -> bool + Send>;

/// What one call gets.
pub(super) type Answer<Q, A, E> = Arc<dyn Fn(&Q) -> Result<A, E> + Send + Sync>;

struct Step<Q, A, E> {
    answer: Answer<Q, A, E>,
    calls: usize,
    wanted: Wanted,
}

/// How often a step answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// As often as it is called, never included.
    Any,
    /// Exactly so often.
    Times(usize),
}

impl<Q, A, E> Default for Expectation<Q, A, E> {
    fn default() -> Self {
        Self { matchers: Vec::new(), steps: Vec::new() }
    }
}

impl<Q, A, E> Expectation<Q, A, E> {
    pub(super) fn require(&mut self, what: String, matcher: Matcher<Q>) {
        self.matchers.push((what, matcher));
    }

    pub(super) fn push(&mut self, answer: Answer<Q, A, E>) {
        self.steps.push(Step { answer, calls: 0, wanted: Wanted::Times(1) });
    }

    /// How often the last answer is given.
    pub(super) fn repeat(&mut self, wanted: Wanted) {
        if let Some(last) = self.steps.last_mut() {
            last.wanted = wanted;
        }
    }

    /// Whether it answers a request now.
    pub(super) fn fits(&self, request: &Q) -> bool {
        self.matchers.iter().all(|(_, it)| it(request)) && self.steps.iter().any(Step::is_open)
    }

    /// The answer to the next call.
    pub(super) fn next(&mut self) -> Option<Answer<Q, A, E>> {
        let step = self.steps.iter_mut().find(|it| it.is_open())?;
        step.calls += 1;
        Some(Arc::clone(&step.answer))
    }

    pub(super) fn is_met(&self) -> bool {
        self.steps.iter().all(|it| it.wanted == Wanted::Any || !it.is_open())
    }
}

impl<Q, A, E> Step<Q, A, E> {
    fn is_open(&self) -> bool {
        match self.wanted {
            Wanted::Any => true,
            Wanted::Times(times) => self.calls < times,
        }
    }
}

impl<Q, A, E> fmt::Display for Expectation<Q, A, E> {
    /// `any request, answered 1 of 2 times`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let conditions: Vec<_> = self.matchers.iter().map(|(what, _)| what.as_str()).collect();
        f.write_str(if conditions.is_empty() { "any request" } else { "a request " })?;
        f.write_str(&conditions.join(" and "))?;
        if self.steps.is_empty() {
            return f.write_str(", without an answer: `returns`, `fails` or `answers` gives one");
        }
        let calls: usize = self.steps.iter().map(|it| it.calls).sum();
        let times = |sum: Option<usize>, it: &Step<Q, A, E>| match it.wanted {
            Wanted::Any => None,
            Wanted::Times(times) => Some(sum? + times),
        };
        match self.steps.iter().fold(Some(0), times) {
            Some(wanted) => write!(f, ", answered {calls} of {wanted} times"),
            None => write!(f, ", answered {calls} times"),
        }
    }
}
