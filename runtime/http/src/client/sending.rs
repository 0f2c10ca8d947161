//! One call: sending its request, once or more often, until there is an answer or no time left.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use tower::ServiceExt;
use tracing::Instrument;

use super::answer::Answer;
use super::body::Body;
use super::circuit::CircuitOpen;
use super::connection::Shared;
use super::credentials::Tokens;
use super::failure::Failure;
use super::operation::Operation;
use super::retry::{Outcome, Retry, Tried};
use super::timer::within;
use super::trace;
use super::transport::{Progress, TransportError, TryLimits};

/// A request with everything but credentials, and how it is sent.
pub(crate) struct Sending<'c> {
    pub(crate) shared: &'c Shared,
    pub(crate) operation: &'static Operation,
    pub(crate) request: http::Request<Body>,
    pub(crate) timeout: Duration,
    pub(crate) retry: &'c Retry,
}

impl<'c> Sending<'c> {
    /// Sends the request and waits for the whole answer, no longer than the call may take in all.
    pub(crate) async fn send(mut self, try_timeout: Duration) -> Result<Answer, Failure> {
        let progress = Arc::<Progress>::default();
        self.request.extensions_mut().insert(TryLimits { timeout: try_timeout, progress: Arc::clone(&progress) });
        self.request.extensions_mut().insert(self.operation);
        let span = trace::span(self.operation, &self.request);
        let (shared, timeout) = (self.shared, self.timeout);
        let mut sending = pin!(self.until_answered(&progress).instrument(span.clone()));
        let answer = within(&*shared.timer, timeout, sending.as_mut()).await;
        let answer = answer.unwrap_or_else(|| {
            progress.run_out_of_time();
            Err(Failure::Timeout { tries: progress.tries() })
        });
        trace::end(&span, &answer, progress.tries());
        answer
    }

    async fn until_answered(&mut self, progress: &Progress) -> Result<Answer, Failure> {
        let started = self.shared.timer.elapsed();
        let mut token = self.token().await?;
        let (mut tries, mut is_renewed) = (1, false);
        self.shared.budget.earn();
        loop {
            progress.send();
            let request = self.request(tries, token.as_ref().map(|(_, it)| it), is_renewed);
            let outcome = self.shared.transport.clone().oneshot(request).await;
            if is_refused(&outcome) {
                progress.take_back();
            }
            if let Some((tokens, refused)) = token.as_mut().filter(|_| !is_renewed && is_unauthorized(&outcome)) {
                is_renewed = true;
                let renewed = tokens.renewed(refused).await.map_err(Failure::Credentials)?;
                if renewed != *refused {
                    *refused = renewed;
                    continue;
                }
            }
            let left = || self.timeout.saturating_sub(self.shared.timer.elapsed().saturating_sub(started));
            // What cannot be waited for is the answer; a budget is only asked for what would be spent.
            let Some(wait) = self.wait(tries, &outcome).filter(|it| *it < left() && self.shared.budget.take()) else {
                return finish(outcome, progress.tries());
            };
            self.shared.timer.sleep(wait).await;
            tries += 1;
        }
    }

    async fn token(&self) -> Result<Option<(&'c Tokens, HeaderValue)>, Failure> {
        let is_given = self.request.headers().contains_key(header::AUTHORIZATION);
        let tokens = self.shared.credentials.tokens.as_ref();
        let Some(tokens) = tokens.filter(|_| !is_given && !self.operation.is_public()) else { return Ok(None) };
        let current = tokens.current().await.map_err(Failure::Credentials)?;
        Ok(Some((tokens, current)))
    }

    /// The request of one try, which is kept for others as long as there may be any.
    fn request(&mut self, tries: u32, token: Option<&HeaderValue>, is_renewed: bool) -> http::Request<Body> {
        let is_last = !self.retry.may_allow(self.operation, tries) && (token.is_none() || is_renewed);
        let mut request = if is_last { std::mem::take(&mut self.request) } else { self.request.clone() };
        if let Some(token) = token {
            request.headers_mut().insert(header::AUTHORIZATION, token.clone());
        }
        request
    }

    fn wait(&self, tries: u32, outcome: &Outcome) -> Option<Duration> {
        if !self.retry.allows(self.operation, tries, outcome) {
            return None;
        }
        let shared = self.shared;
        let last = Tried { tries, outcome, date: shared.timer.date(), chance: shared.random.chance() };
        self.retry.wait(&last)
    }
}

fn is_unauthorized(outcome: &Outcome) -> bool {
    outcome.as_ref().is_ok_and(|it| it.status() == StatusCode::UNAUTHORIZED)
}

fn is_refused(outcome: &Outcome) -> bool {
    outcome.as_ref().is_err_and(|it| it.is::<CircuitOpen>())
}

fn finish(outcome: Outcome, tries: u32) -> Result<Answer, Failure> {
    let error = match outcome {
        Ok(response) => return Ok(Answer::new(response, tries)),
        Err(it) => it,
    };
    let error = match error.downcast::<CircuitOpen>() {
        Ok(source) => return Err(Failure::CircuitOpen { tries, source }),
        Err(it) => it,
    };
    Err(match error.downcast::<TransportError>().map(|it| *it) {
        Ok(TransportError::Timeout) => Failure::Timeout { tries },
        Ok(TransportError::TooLarge { limit }) => Failure::TooLarge { limit },
        Ok(TransportError::Broken(source)) => Failure::Transport { tries, source },
        Err(source) => Failure::Middleware(source),
    })
}
