//! A service in the same process, called without a network.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use apigen_conform::{Answer, Events, Exchange, Failure, Halt, Pending, Plan, Report, Request, Service, Settings, run};
use axum::Router;
use axum::body::Body;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tower::ServiceExt as _;

use crate::pace::Pace;

/// Plans and runs everything against a router, and reports what came of it.
///
/// ```no_run
/// # async fn proves(repository: &apigen_model::Repository, router: axum::Router) {
/// use apigen_conform::{Service, Settings};
///
/// let service = Service::of_namespace(repository, "io.acme.user.v0");
/// let settings = Settings { credentials: Some("Bearer token".to_owned()), ..Settings::default() };
/// let report = apigen_tester::in_process(&service, router, &settings).await;
/// assert!(report.findings.is_empty(), "{}", report.text());
/// # }
/// ```
pub async fn in_process(service: &Service<'_>, router: Router, settings: &Settings) -> Report {
    prove(service, &InProcess::new(router), settings).await
}

/// Plans and runs everything over any way to a service, and reports what came of it.
pub async fn prove(service: &Service<'_>, exchange: &dyn Exchange, settings: &Settings) -> Report {
    let plan = Plan::new(service, settings);
    run(service, settings, &plan, exchange).await
}

/// Hands requests to a router as a server would that reads them from a socket.
#[derive(Clone)]
pub struct InProcess {
    router: Router,
    pace: Pace,
    events: Option<Arc<dyn Events>>,
}

impl InProcess {
    /// A service that a router is.
    pub fn new(router: Router) -> Self {
        Self { router, pace: Pace::default(), events: None }
    }

    /// The same with other limits.
    #[must_use]
    pub fn pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// The same, with what it publishes being heard.
    #[must_use]
    pub fn hearing(mut self, events: impl Events + 'static) -> Self {
        self.events = Some(Arc::new(events));
        self
    }

    async fn answer(&self, request: &Request) -> Result<Answer, Failure> {
        let began = Instant::now();
        let broken = |it: &dyn std::fmt::Display| Failure::Broken(it.to_string());
        let mut builder = http::Request::builder().method(request.method.as_str()).uri(&request.target);
        builder = builder.header("host", "localhost");
        for (name, value) in &request.headers {
            builder = builder.header(name, http::HeaderValue::from_bytes(value.as_bytes()).map_err(|it| broken(&it))?);
        }
        let body = request.body.clone().unwrap_or_default();
        if request.body.is_some() {
            builder = builder.header("content-length", body.len());
        }
        let request = builder.body(Body::from(body)).map_err(|it| broken(&it))?;
        let is_head = request.method() == http::Method::HEAD;
        let answer = match self.router.clone().oneshot(request).await {
            Ok(it) => it,
            Err(never) => match never {},
        };
        let (head, body) = answer.into_parts();
        let limit = self.pace.longest_body;
        let collected = Limited::new(body, limit)
            .collect()
            .await
            .map_err(|it| if it.is::<LengthLimitError>() { Failure::TooLarge(limit) } else { broken(&it) })?;
        // A server would leave out the body of an answer to `HEAD`.
        let body = if is_head { Vec::new() } else { collected.to_bytes().to_vec() };
        Ok(Answer::new(head.status.as_u16(), headers(&head.headers), body, began.elapsed()))
    }
}

impl Exchange for InProcess {
    fn send<'a>(&'a self, request: &'a Request) -> Pending<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            self.pace.wait().await;
            match tokio::time::timeout(self.pace.timeout, self.answer(request)).await {
                Ok(answer) => answer,
                Err(_) => Err(Failure::Timeout(self.pace.timeout)),
            }
        })
    }

    fn halt(&self) -> Option<Halt> {
        self.pace.halt()
    }

    fn events(&self) -> Option<&dyn Events> {
        self.events.as_deref()
    }

    fn now(&self) -> Option<Instant> {
        Some(tokio::time::Instant::now().into_std())
    }

    fn pause(&self, duration: Duration) -> Pending<'_, ()> {
        Box::pin(self.pace.pause(duration))
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcess").field("pace", &self.pace).finish_non_exhaustive()
    }
}

/// Headers as text; bytes that are no text are replaced.
pub(crate) fn headers(all: &http::HeaderMap) -> Vec<(String, String)> {
    let text = |it: &http::HeaderValue| String::from_utf8_lossy(it.as_bytes()).into_owned();
    all.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}
