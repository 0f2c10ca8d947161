//! What HTTP says of methods and of what callers accept.

use std::sync::Arc;

use apigen_http::server::{Operation, Refusal, Routes};
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse as _;

use super::{Nothing, accept, route, send};

fn things() -> Routes {
    let json = async |_, _| Ok(axum::Json("thing").into_response());
    route(Method::GET, "/things/:id", json).merge(route(Method::DELETE, "/things/:id", accept::<Nothing>)).merge(route(
        Method::POST,
        "/things",
        accept::<Nothing>,
    ))
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let get = send(things().into_router(), "GET /things/1", &[], "").await;
    let head = send(things().into_router(), "HEAD /things/1", &[], "").await;
    assert_eq!((get.body.as_str(), head.body.as_str()), ("\"thing\"", ""));
    assert_eq!(head.header("content-length"), Some("7"), "as long as it would have been");
    assert_eq!(head.header("content-type"), get.header("content-type"));
    assert_eq!(send(things().into_router(), "HEAD /things", &[], "").await.status, 405, "there is no GET");
}

#[tokio::test]
async fn options_says_what_a_path_has() {
    let answer = send(things().into_router(), "OPTIONS /things/1", &[], "").await;
    assert_eq!((answer.status, answer.header("allow")), (204, Some("DELETE, GET, HEAD, OPTIONS")));
    let answer = send(things().into_router(), "OPTIONS /things", &[], "").await;
    assert_eq!(answer.header("allow"), Some("OPTIONS, POST"));
    assert_eq!(send(things().into_router(), "OPTIONS /other", &[], "").await.status, 404);
}

#[tokio::test]
async fn other_methods_are_405_with_what_is_allowed() {
    for method in ["PATCH", "PUT", "PROPFIND"] {
        let answer = send(things().into_router(), &format!("{method} /things/1"), &[], "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("DELETE, GET, HEAD, OPTIONS")), "{method}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
}

#[tokio::test]
async fn a_declared_options_and_a_layer_come_first() {
    let declared = things().merge(route(Method::OPTIONS, "/things/:id", async |_, _| Ok("mine".into_response())));
    assert_eq!(send(declared.into_router(), "OPTIONS /things/1", &[], "").await.body, "mine");
    let preflight = from_fn(async |request: axum::extract::Request, next: Next| {
        if request.method() == Method::OPTIONS { "by a layer".into_response() } else { next.run(request).await }
    });
    let router = things().into_router().layer(preflight);
    assert_eq!(send(router, "OPTIONS /things/1", &[], "").await.body, "by a layer", "CORS is the matter of layers");
}

#[tokio::test]
async fn a_router_nests_under_a_prefix() {
    let router = apigen_http::server::Router::new().nest("/v1", things().into_router());
    assert_eq!(send(router.clone(), "GET /v1/things/1", &[], "").await.status, 200);
    assert_eq!(send(router.clone(), "PUT /v1/things/1", &[], "").await.status, 405);
    assert_eq!(send(router, "GET /things/1", &[], "").await.status, 404);
}

#[tokio::test]
async fn what_a_caller_accepts_matters_where_406_is_declared() {
    static REFUSAL: Refusal = Refusal::empty(406);
    let operation = || Operation::new("picky", Method::GET, "/picky").not_acceptable(&REFUSAL);
    let picky = || Routes::default().on(operation(), &Arc::new(()), accept::<Nothing>);
    let status = async |line: &str, accept: &str| {
        let router = picky().merge(route(Method::GET, "/lenient", super::accept::<Nothing>)).into_router();
        send(router, line, &[("accept", accept)], "").await.status
    };
    assert_eq!(status("GET /picky", "text/html").await, 406);
    assert_eq!(status("GET /picky", "text/html, */*;q=0.1").await, 204);
    assert_eq!(status("GET /lenient", "text/html").await, 204);
}
