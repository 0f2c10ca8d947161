//! Bodies: their limits, their time and their kinds.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

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

#[tokio::test(start_paused = true)]
async fn a_body_that_takes_too_long_is_408_and_ends_the_connection() {
    let never = send(limited(), "POST /usual", &[], Body::from_stream(never())).await;
    assert_eq!((never.status, never.header("content-type")), (408, Some("application/problem+json")));
    assert_eq!(never.header("connection"), Some("close"));
    let drop_by_drop = send(limited(), "POST /usual", &[], drops(4, Duration::from_secs(10))).await;
    assert_eq!(drop_by_drop.status, 408, "all of it counts, not the longest pause");
    assert_eq!(send(limited(), "POST /usual", &[], drops(4, Duration::from_secs(5))).await.status, 204);
}

#[tokio::test(start_paused = true)]
async fn the_time_for_a_body_is_decided_per_operation() {
    let routes = |time| {
        let routes = route(Method::POST, "/", accept::<Document>);
        routes.configure(move |_, settings| settings.body_time = time).into_router()
    };
    let hourly = || drops(4, Duration::from_hours(1));
    assert_eq!(send(routes(Duration::from_hours(3)), "POST /", &[], hourly()).await.status, 408);
    assert_eq!(send(routes(Duration::from_hours(5)), "POST /", &[], hourly()).await.status, 204);
    assert_eq!(send(routes(Duration::MAX), "POST /", &[], hourly()).await.status, 204);
}

/// The number 1…1 of so many digits, each of which comes after a pause.
fn drops(digits: usize, pause: Duration) -> Body {
    struct Drops(usize, tokio::time::Interval);
    impl futures_core::Stream for Drops {
        type Item = Result<&'static str, std::io::Error>;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            if self.0 == 0 {
                return Poll::Ready(None);
            }
            ready!(self.1.poll_tick(context));
            self.0 -= 1;
            Poll::Ready(Some(Ok("1")))
        }
    }
    let pauses = tokio::time::interval_at(tokio::time::Instant::now() + pause, pause);
    Body::from_stream(Drops(digits, pauses))
}

/// A body that never comes.
fn never() -> impl futures_core::Stream<Item = Result<&'static str, std::io::Error>> + Send + 'static {
    struct Never;
    impl futures_core::Stream for Never {
        type Item = Result<&'static str, std::io::Error>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }
    Never
}
