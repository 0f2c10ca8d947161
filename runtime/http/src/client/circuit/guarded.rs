//! What a circuit breaker puts around a transport.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use tower::Service;

use super::CircuitBreaker;
use super::circuits::{Circuits, Key};
use super::machine::{Admitted, Verdict};
use crate::client::transport::{BoxError, Progress, TransportError, TryLimits};

/// A service whose requests pass through a [`CircuitBreaker`].
#[derive(Debug, Clone)]
pub struct Guarded<S> {
    pub(super) breaker: CircuitBreaker,
    pub(super) inner: S,
}

impl<S, R, B> Service<Request<R>> for Guarded<S>
where
    S: Service<Request<R>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
{
    type Response = Response<B>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<B>, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, request: Request<R>) -> Self::Future {
        let permit = match Permit::ask(&self.breaker.circuits, &request) {
            Ok(it) => it,
            Err(refusal) => return Box::pin(async { Err(refusal) }),
        };
        let sending = self.inner.call(request);
        Box::pin(async move {
            let outcome = sending.await.map_err(Into::into);
            permit.settle(verdict(&outcome));
            outcome
        })
    }
}

/// A try on its way; settled when it ends, however that comes.
struct Permit {
    circuits: Arc<Circuits>,
    key: Key,
    admitted: Admitted,
    progress: Option<Arc<Progress>>,
    verdict: Option<Verdict>,
}

impl Permit {
    fn ask<R>(circuits: &Arc<Circuits>, request: &Request<R>) -> Result<Self, BoxError> {
        let key = circuits.key(request);
        let admitted = circuits.admit(&key)?;
        let progress = request.extensions().get::<TryLimits>().map(|it| Arc::clone(&it.progress));
        Ok(Self { circuits: Arc::clone(circuits), key, admitted, progress, verdict: None })
    }

    fn settle(mut self, verdict: Verdict) {
        self.verdict = Some(verdict);
    }

    /// What a try tells that nobody waited for to its end: only a call that was out of time says something.
    fn abandoned(&self) -> Verdict {
        let is_late = self.progress.as_ref().is_some_and(|it| it.is_out_of_time());
        if is_late { Verdict::Failure } else { Verdict::Unknown }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let verdict = self.verdict.unwrap_or_else(|| self.abandoned());
        self.circuits.settle(&self.key, self.admitted, verdict);
    }
}

fn verdict<B>(outcome: &Result<Response<B>, BoxError>) -> Verdict {
    match outcome {
        Ok(answer) if answer.status().is_server_error() => Verdict::Failure,
        Ok(_) => Verdict::Success,
        Err(error) => match error.downcast_ref::<TransportError>() {
            Some(TransportError::Timeout | TransportError::Broken(_)) => Verdict::Failure,
            Some(TransportError::TooLarge { .. }) => Verdict::Success,
            None => Verdict::Unknown,
        },
    }
}
