//! What carries requests can be replaced and wrapped.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use apigen_http::client::{BoxError, Failure, Retry, Transport};
use apigen_http::server::{IntoResponse, Router};
use apigen_http::{Bytes, StatusCode};
use axum::routing::any;
use tower::ServiceExt;
use tower::util::{MapErrLayer, MapRequestLayer, MapResponseLayer, service_fn};

use crate::sample::client::{Client, GetUserError, ListUsersError};
use crate::store::router;

type Builder = apigen_http::client::Builder<Client>;

fn builder() -> Builder {
    Client::builder("http://users.example/base/").retry(Retry::never())
}

/// A client of a router that answers every request the same way.
fn answering<R: IntoResponse + Clone + Send + Sync + 'static>(answer: R) -> Builder {
    builder().in_process(Router::new().fallback(any(async move || answer.clone())))
}

async fn failure(builder: Builder) -> Failure {
    match builder.build().unwrap().users().get_user(7).send().await {
        Err(GetUserError::Failed(it)) => it,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_router_is_called_without_a_network() {
    let client = builder().in_process(Router::new().nest("/base", router())).build().unwrap();
    assert_eq!(client.users().get_user(8).send().await.unwrap().id, 8);
    assert!(matches!(client.users().get_user(0).send().await, Err(GetUserError::NotFound)));
}

#[tokio::test]
async fn a_server_in_process_sees_requests_as_if_from_a_socket() {
    let seen = async |request: http::Request<axum::body::Body>| {
        let headers = request.headers();
        format!("\"{} {} {:?}\"", request.uri(), headers["host"].to_str().unwrap(), headers.get("content-length"))
    };
    let client = builder().in_process(Router::new().fallback(seen)).build().unwrap();
    let text = client.users().export_user("a").send().await.unwrap();
    assert_eq!(text, "/base/users/a.csv users.example None");
}

#[tokio::test]
async fn layers_see_requests_from_the_last_to_the_first() {
    let named = |name: &'static str| {
        MapRequestLayer::new(move |mut request: http::Request<_>| {
            request.headers_mut().append("x-seen-by", name.parse().unwrap());
            request
        })
    };
    let seen = async |headers: apigen_http::HeaderMap| {
        let seen: Vec<_> = headers.get_all("x-seen-by").iter().map(|it| it.to_str().unwrap()).collect();
        format!("\"{}\"", seen.join(" "))
    };
    let router = Router::new().fallback(any(seen));
    let client = builder().in_process(router).layer(named("first")).layer(named("last")).build().unwrap();
    assert_eq!(client.users().export_user("a").send().await.unwrap(), "last first");
}

#[tokio::test]
async fn a_layer_may_change_the_body_and_its_type() {
    let quoted = MapResponseLayer::new(|answer: http::Response<apigen_http::client::Body>| {
        answer.map(|it| axum::body::Body::from([b"\"", &it.bytes()[..], b"\""].concat()))
    });
    let client = answering("plain").layer(quoted).build().unwrap();
    assert_eq!(client.users().export_user("a").send().await.unwrap(), "plain");
}

#[tokio::test]
async fn a_layer_may_be_any_function_of_requests() {
    let calls = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&calls);
    let layer = tower::layer::layer_fn(move |inner: Transport| {
        let counted = Arc::clone(&counted);
        service_fn(move |request| {
            counted.fetch_add(1, Ordering::Relaxed);
            inner.clone().oneshot(request)
        })
    });
    let client = builder().in_process(router()).layer(layer).build().unwrap();
    assert!(matches!(client.users().list_users().send().await, Err(ListUsersError::Unexpected(_))), "no such path");
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn what_a_layer_refuses_is_told_from_a_broken_connection() {
    let broken = service_fn(async |_: http::Request<apigen_http::client::Body>| {
        Err::<http::Response<String>, _>(std::io::Error::other("cut"))
    });
    let error = failure(builder().service(broken)).await;
    assert_eq!(error.to_string(), "no answer: cut");
    let refusing = MapErrLayer::new(|_: BoxError| BoxError::from("too many calls"));
    let error = failure(builder().service(broken).layer(refusing)).await;
    assert!(matches!(&error, Failure::Middleware(it) if it.to_string() == "too many calls"), "{error:?}");
}

#[tokio::test]
async fn a_long_answer_is_not_read_to_its_end() {
    let endless = || axum::body::Body::from_stream(EndlessStream);
    let router = Router::new().fallback(any(async move || endless()));
    let error = failure(builder().in_process(router).body_limit(1000)).await;
    assert!(matches!(error, Failure::TooLarge { limit: 1000 }), "{error:?}");
    let exact = answering((StatusCode::OK, "\"345678\"")).body_limit(8).build().unwrap();
    assert_eq!(exact.users().export_user("a").send().await.unwrap(), "345678");
}

/// Parts of a body, for ever.
struct EndlessStream;

impl futures_core::Stream for EndlessStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Ok(Bytes::from_static(b"more "))))
    }
}
