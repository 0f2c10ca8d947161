//! Stating an expectation, as a sentence of calls.

use std::fmt::Debug;
use std::sync::Arc;

use super::Script;
use super::expectation::Wanted;

/// An expectation in the making: `script.expect().on(request).returns(user).times(2).fails(error)`.
///
/// Answers are given in the order in which they are stated, each once unless `times` or `always` follows it.
pub struct Expect<'s, Q, A, E> {
    script: &'s Script<Q, A, E>,
    index: usize,
}

#[allow(clippy::return_self_not_must_use)] // Every call changes the script; the sentence may end with any of them.
impl<'s, Q, A, E> Expect<'s, Q, A, E>
where
    Q: Debug + Clone,
    A: Clone,
    E: Clone,
{
    pub(super) fn new(script: &'s Script<Q, A, E>, index: usize) -> Self {
        Self { script, index }
    }

    /// Of this request.
    pub fn on(self, request: Q) -> Self
    where
        Q: PartialEq + Send + 'static,
    {
        let what = format!("equal to {request:?}");
        self.script.change(self.index, |it| it.require(what, Box::new(move |other| *other == request)));
        self
    }

    /// Of requests that a predicate accepts; the words go on after `a request` in failures: `for an admin`.
    pub fn when(self, words: &str, accepts: impl Fn(&Q) -> bool + Send + 'static) -> Self {
        self.script.change(self.index, |it| it.require(words.to_owned(), Box::new(accepts)));
        self
    }

    /// The next call succeeds.
    pub fn returns(self, success: A) -> Self
    where
        A: Send + Sync + 'static,
    {
        self.answers(move |_| Ok(success.clone()))
    }

    /// The next call fails.
    pub fn fails(self, error: E) -> Self
    where
        E: Send + Sync + 'static,
    {
        self.answers(move |_| Err(error.clone()))
    }

    /// The next call gets what a function makes of its request.
    pub fn answers(self, answer: impl Fn(&Q) -> Result<A, E> + Send + Sync + 'static) -> Self {
        self.script.change(self.index, |it| it.push(Arc::new(answer)));
        self
    }

    /// The last answer is given so often; 0 forbids the call.
    pub fn times(self, times: usize) -> Self {
        self.script.change(self.index, |it| it.repeat(Wanted::Times(times)));
        self
    }

    /// The last answer is given however often the operation is called, which may be never.
    pub fn always(self) -> Self {
        self.script.change(self.index, |it| it.repeat(Wanted::Any));
        self
    }
}
