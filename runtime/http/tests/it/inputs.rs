//! What the server makes of requests that no client of ours would send.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::store::router;

async fn answer(method: &str, uri: &str, body: &str) -> (u16, Option<String>, Value) {
    let request = Request::builder().method(method).uri(uri).header("content-type", "application/json");
    let response = router().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let allow = response.headers().get("allow").map(|it| it.to_str().unwrap().to_owned());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, allow, serde_json::from_slice(&bytes).unwrap_or_default())
}

fn violations(body: &Value) -> Vec<String> {
    let text = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
    let line = |it: &Value| format!("{} {} {}", text(it, "location"), text(it, "pointer"), text(it, "rule"));
    body["violations"].as_array().into_iter().flatten().map(line).collect()
}

#[tokio::test]
async fn all_mistakes_are_reported_at_once() {
    let uri = "/users?id=x&id=2&status=gone&descending=yes&limit=0&name=a&name=b";
    let (status, _, body) = answer("GET", uri, "").await;
    assert_eq!(status, 422);
    let expected = [
        "query /id/0 type",
        "query /status/0 enum",
        "query /name type",
        "query /descending type",
        "query /limit minimum",
    ];
    assert_eq!(violations(&body), expected);
    assert_eq!(body["code"], "invalid_request");
    let (_, _, body) = answer("GET", "/users?id=1&id=1&id=2&id=3", "").await;
    assert_eq!(violations(&body), ["query /id maximum", "query /id/1 unique_items"]);
    let (_, _, body) = answer("GET", "/users?name=%ff", "").await;
    assert_eq!(violations(&body), ["query /name type"]);
}

#[tokio::test]
async fn bodies_are_read_strictly() {
    let cases = [
        (json!({"nme": "a"}), vec!["body /name required", "body /nme unknown_field"]),
        (
            json!({"name": "A".repeat(21), "status": 1}),
            vec!["body /name maximum", "body /name pattern", "body /status type"],
        ),
        (json!({"name": "a", "status": "gone"}), vec!["body /status enum"]),
        (json!([]), vec!["body  type"]),
    ];
    for (sent, expected) in cases {
        let (status, _, body) = answer("POST", "/users", &sent.to_string()).await;
        assert_eq!((status, violations(&body)), (422, expected.into_iter().map(String::from).collect()), "{sent}");
    }
    let (_, _, body) = answer("POST", "/users", "{\"name\":").await;
    assert_eq!(body["code"], "malformed_body");
    let (_, _, body) = answer("POST", "/users", "").await;
    assert_eq!(violations(&body), ["body  required"]);
    let (status, _, _) = answer("POST", "/users", &format!("\"{}\"", "a".repeat(3_000_000))).await;
    assert_eq!(status, 413);
}

#[tokio::test]
async fn paths_and_methods() {
    assert_eq!(answer("GET", "/users/7.csv", "").await.2, "csv of 7");
    assert_eq!(answer("GET", "/users/7", "").await.2["id"], 7);
    assert_eq!(answer("GET", "/users/x", "").await.0, 404, "no user can have this id");
    assert_eq!(answer("HEAD", "/users/7", "").await.0, 200);
    assert_eq!(answer("DELETE", "/users/7", "").await.0, 204);
    assert_eq!(answer("PUT", "/users/70", "{\"name\":\"a\"}").await.0, 201);
    let (status, allow, _) = answer("PATCH", "/users/7", "").await;
    let mut allowed: Vec<_> = allow.as_deref().unwrap_or_default().split(", ").collect();
    allowed.sort_unstable();
    assert_eq!((status, allowed), (405, vec!["DELETE", "GET", "HEAD", "OPTIONS", "PUT"]));
    assert_eq!(answer("GET", "/nothing", "").await.0, 404);
}

#[tokio::test]
async fn an_internal_error_tells_nothing() {
    let (status, _, body) = answer("POST", "/users", "{\"name\":\"broken\"}").await;
    assert_eq!((status, body["title"].as_str()), (500, Some("Internal Server Error")));
    assert!(!body.to_string().contains("digit"));
}
