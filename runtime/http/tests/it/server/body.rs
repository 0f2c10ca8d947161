//! Bodies: their limits and their kinds.

use apigen_http::server::{Auth, Content, Input, Receive, Refusal, Router, Schema};
use axum::body::Body;
use axum::http::Method;
use serde_json::Value;

use super::{accept, route, send};

struct Document;

impl Receive for Document {
    const AUTH: Auth = Auth::Undeclared;
    const CONTENT: Content = Content::Json;
    const REFUSAL: &'static Refusal = &Refusal::problem(422);

    fn receive(input: &mut Input<'_>) -> Option<Self> {
        input.body::<Value>(&Schema::Any).map(|_| Self)
    }
}

/// `/small` takes 10 bytes, `/large` 3 MiB.
fn limited() -> Router {
    let documents = |path| route(Method::POST, path, accept::<Document>);
    let routes = documents("/small").merge(documents("/large")).configure(|operation, settings| {
        settings.body_limit = if operation.path() == "/large" { 3 << 20 } else { 10 };
    });
    routes.merge(documents("/usual")).into_router()
}

async fn status(path: &str, length: usize) -> u16 {
    let document = format!("\"{}\"", "a".repeat(length - 2));
    send(limited(), &format!("POST {path}"), &[], document).await.status
}

#[tokio::test]
async fn limits_are_decided_per_operation() {
    assert_eq!(status("/small", 10).await, 204);
    assert_eq!(status("/small", 11).await, 413);
    assert_eq!(status("/large", 3 << 20).await, 204);
    assert_eq!(status("/large", (3 << 20) + 1).await, 413);
    assert_eq!(status("/usual", 2 << 20).await, 204, "nothing was said after it was merged");
    assert_eq!(status("/usual", (2 << 20) + 1).await, 413);
}

#[tokio::test]
async fn a_size_that_is_announced_is_refused_unread() {
    let body = Body::from_stream(never());
    let answer = send(limited(), "POST /small", &[("content-length", "11")], body).await;
    assert_eq!(answer.status, 413);
    let lying = send(limited(), "POST /small", &[("content-length", "2")], "\"aaaaaaaaaaaa\"").await;
    assert_eq!(lying.status, 413);
}

#[tokio::test]
async fn what_is_no_json_is_415_before_anything_is_read() {
    for (name, value) in
        [("content-type", "text/xml"), ("content-type", "multipart/form-data"), ("content-encoding", "br")]
    {
        let answer = send(limited(), "POST /usual", &[(name, value)], "{}").await;
        assert_eq!((answer.status, answer.header("content-type")), (415, Some("application/problem+json")), "{value}");
    }
    let merged = send(limited(), "POST /usual", &[("content-type", "application/merge-patch+json")], "{}").await;
    assert_eq!(merged.status, 204);
}

/// A body that never comes.
fn never() -> impl futures_core::Stream<Item = Result<&'static str, std::io::Error>> + Send + 'static {
    struct Never;
    impl futures_core::Stream for Never {
        type Item = Result<&'static str, std::io::Error>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Pending
        }
    }
    Never
}
