//! What operators see of a request: a span, one event at its end, metrics.
//!
//! Only what the definition says is shown (method, route, operation), what the server makes of it (status, duration), and
//! the ids by which requests and traces are found again: no path, parameter, other header or body, since any of them may
//! hold personal data.

use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;
use tokio::time::Instant;
use tracing::field::{Empty, display as shown};
use tracing::{Instrument, Span};

use super::call::Halt;
use super::error::InternalError;
use super::operation::Operation;
use super::panics::Caught;
use super::routes::Answer;
use super::trace::{Identity, REQUEST_ID, RequestId, Trace};

/// Answers a request inside a span, even when what answers it panics; the answer carries the id of the request.
pub(crate) async fn observed(
    operation: &Operation,
    mut request: Request,
    begin: impl FnOnce(Request) -> Answer,
) -> Response {
    let identity = Identity::new(request.headers());
    let id = identity.id();
    let observation = Observation::begin(operation, &id, identity.trace);
    request.extensions_mut().insert(identity);
    let answer = Caught(begin(request)).instrument(observation.span.clone()).await;
    let answer = answer.unwrap_or_else(|panic| Err(InternalError::from(panic).into()));
    let mut response = answer.unwrap_or_else(Halt::into_response);
    observation.end(&response);
    response.headers_mut().insert(REQUEST_ID, id.into_header());
    response
}

/// A request that is being answered; the caller may go away before it ends.
struct Observation<'o> {
    operation: &'o Operation,
    span: Span,
    started: Instant,
    has_ended: bool,
}

impl<'o> Observation<'o> {
    fn begin(operation: &'o Operation, id: &RequestId, trace: Trace) -> Self {
        let span = tracing::info_span!(
            "request",
            otel.kind = "server",
            operation = operation.name,
            http.request.method = operation.method.as_str(),
            http.route = operation.path,
            http.response.status_code = Empty,
            duration_ms = Empty,
            request_id = id.as_str(),
            trace_id = %trace.trace_id(),
            span_id = %trace.span_id(),
            parent_span_id = trace.parent_id().map(shown),
        );
        count::begin(operation);
        Self { operation, span, started: Instant::now(), has_ended: false }
    }

    fn end(mut self, response: &Response) {
        self.has_ended = true;
        let (status, seconds) = (response.status(), self.started.elapsed().as_secs_f64());
        self.span.record("http.response.status_code", status.as_u16());
        self.span.record("duration_ms", seconds * 1e3);
        self.span.in_scope(|| tell(status, response.extensions().get()));
        count::end(self.operation, Some(status), seconds);
    }
}

impl Drop for Observation<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.span.in_scope(|| tracing::info!("the caller went away"));
            count::end(self.operation, None, self.started.elapsed().as_secs_f64());
        }
    }
}

fn tell(status: StatusCode, error: Option<&InternalError>) {
    match error {
        Some(it) => tracing::error!(error = %it.chain(), "failed"),
        None if status.is_server_error() => tracing::error!("answered"),
        None => tracing::info!("answered"),
    }
}

/// The metrics of operations, through the `metrics` facade; names follow OpenTelemetry.
#[cfg(feature = "metrics")]
mod count {
    use http::StatusCode;
    use metrics::{gauge, histogram};

    use super::Operation;

    pub(super) fn begin(operation: &Operation) {
        gauge!("http.server.active_requests", "operation" => operation.name).increment(1);
    }

    /// Without a status the caller did not wait for one.
    pub(super) fn end(operation: &Operation, status: Option<StatusCode>, seconds: f64) {
        gauge!("http.server.active_requests", "operation" => operation.name).decrement(1);
        let status = status.map_or_else(|| "cancelled".to_owned(), |it| it.as_str().to_owned());
        histogram!(
            "http.server.request.duration",
            "operation" => operation.name,
            "method" => operation.method.to_string(),
            "route" => operation.path,
            "status" => status,
        )
        .record(seconds);
    }
}

#[cfg(not(feature = "metrics"))]
mod count {
    use http::StatusCode;

    use super::Operation;

    pub(super) fn begin(_: &Operation) {}

    pub(super) fn end(_: &Operation, _: Option<StatusCode>, _: f64) {}
}
