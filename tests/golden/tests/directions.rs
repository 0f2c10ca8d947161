//! What is sent in one direction only, what every request carries, and what no log shows.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

use std::sync::{Arc, Mutex};

use apigen_http::server::Router;
use axum::body::Body;
use golden_directions_v0::Account;
use golden_directions_v0::server::accounts::{
    Accounts, GetError, GetRequest, PostError, PostRequest, PostResponse, routes,
};
use http::Request;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// Gives every account the id 7, and remembers the `Debug` of what it was asked.
#[derive(Default)]
struct Book(Mutex<String>);

impl Accounts for Book {
    type Context = ();

    async fn post(&self, (): (), request: PostRequest) -> Result<PostResponse, PostError> {
        *self.0.lock().unwrap() = format!("{request:?}");
        let account = Account { id: Some(7), ..request.body };
        if account.name == "taken" {
            return Err(PostError::Conflict(account));
        }
        Ok(PostResponse { body: account, x_labels: vec!["new".into(), "unpaid".into()] })
    }

    async fn get(&self, (): (), request: GetRequest) -> Result<Vec<Account>, GetError> {
        let password = Some("correct horse".to_owned());
        Ok(vec![Account { password, ..Account::new(request.x_tenant, "a@b".into()) }])
    }
}

fn router(book: &Arc<Book>) -> Router {
    routes(book).into_router()
}

async fn send(router: Router, request: http::request::Builder, body: &Value) -> (u16, http::HeaderMap, Value) {
    let response = router.oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, headers, serde_json::from_slice(&bytes).unwrap_or_default())
}

fn post() -> http::request::Builder {
    Request::post("/accounts?invited_by=grace").header("x-tenant", "acme")
}

fn account(name: &str) -> Value {
    let delegate = json!({"name": "bob", "email": "b@c", "password": "battery staple"});
    json!({"name": name, "email": "a@b", "password": "correct horse", "delegates": [delegate]})
}

#[tokio::test]
async fn what_only_callers_send_never_comes_back() {
    let book = Arc::new(Book::default());
    let expected =
        |name: &str| json!({"id": 7, "name": name, "email": "a@b", "delegates": [{"name": "bob", "email": "b@c"}]});
    let (status, headers, body) = send(router(&book), post(), &account("ada")).await;
    assert_eq!((status, body), (201, expected("ada")));
    assert_eq!(headers["x-labels"], "new, unpaid");
    let (status, _, body) = send(router(&book), post(), &account("taken")).await;
    assert_eq!((status, body), (409, expected("taken")), "not from errors either");
    let request = Request::get("/accounts").header("x-tenant", "acme");
    let (_, _, body) = send(router(&book), request, &Value::Null).await;
    assert_eq!(body, json!([{"name": "acme", "email": "a@b"}]), "nor from lists");
}

#[tokio::test]
async fn what_only_the_service_sends_is_refused() {
    let mut sent = account("ada");
    sent["id"] = json!(1);
    sent["delegates"][0]["created_at"] = json!("2026-11-21T10:00:00Z");
    let (status, _, body) = send(router(&Arc::default()), post(), &sent).await;
    let found: Vec<_> = body["violations"].as_array().unwrap().iter().map(|it| (&it["pointer"], &it["rule"])).collect();
    let pointers = [json!("/id"), json!("/delegates/0/created_at")];
    assert_eq!((status, found), (400, pointers.iter().map(|it| (it, &body["violations"][0]["rule"])).collect()));
    assert_eq!(body["violations"][0]["rule"], "read_only");
}

#[tokio::test]
async fn a_header_of_the_service_belongs_to_every_request() {
    for request in [Request::get("/accounts"), Request::post("/accounts")] {
        let (status, _, body) = send(router(&Arc::default()), request, &account("ada")).await;
        let violation = &body["violations"][0];
        assert_eq!(
            (status, &violation["location"], &violation["pointer"]),
            (400, &json!("header"), &json!("/X-Tenant"))
        );
    }
}

#[tokio::test]
async fn what_is_annotated_is_not_shown() {
    let book = Arc::new(Book::default());
    send(router(&book), post(), &account("ada")).await;
    let shown = book.0.lock().unwrap().clone();
    assert!(shown.contains("X-Tenant: \"acme\"") && shown.contains("name: \"ada\""), "{shown}");
    assert!(!shown.contains("grace") && !shown.contains("a@b") && !shown.contains("b@c"), "{shown}");
}

#[tokio::test]
async fn whoever_accepts_no_json_is_refused_where_that_is_declared() {
    let status = async |request: http::request::Builder| {
        send(router(&Arc::default()), request.header("accept", "text/csv").header("x-tenant", "acme"), &account("ada"))
            .await
            .0
    };
    assert_eq!(status(Request::post("/accounts")).await, 406);
    assert_eq!(status(Request::get("/accounts")).await, 200, "nothing is declared");
}
