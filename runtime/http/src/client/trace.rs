//! The span of a call. It holds what the definition says and how the call went, never what was sent.

use http::Request;
use tracing::Span;
use tracing::field::Empty;

use super::answer::Answer;
use super::body::Body;
use super::failure::Failure;
use super::operation::Operation;

/// The header that carries the place in a trace (W3C Trace Context).
pub(crate) const TRACEPARENT: &str = "traceparent";

/// A span for a call, which covers all of its tries.
pub(crate) fn span(operation: &'static Operation, request: &Request<Body>) -> Span {
    let parent = request.headers().get(TRACEPARENT).and_then(|it| it.to_str().ok());
    tracing::info_span!(
        "call",
        otel.kind = "client",
        operation = operation.name(),
        http.request.method = operation.method().as_str(),
        url.template = operation.path(),
        server.address = request.uri().host(),
        http.response.status_code = Empty,
        tries = Empty,
        error.type = Empty,
        trace_id = parent.and_then(|it| it.split('-').nth(1)),
    )
}

/// Writes down how a call went.
pub(crate) fn end(span: &Span, answer: &Result<Answer, Failure>, tries: u32) {
    span.record("tries", tries);
    match answer {
        Ok(it) => span.record("http.response.status_code", it.status().as_u16()),
        Err(it) => span.record("error.type", it.kind()),
    };
}
