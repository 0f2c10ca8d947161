//! What the definition says about operations, as the runtime, layers and mocks see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use apigen_http::client::{Call, Method, Operation};
use axum::Router;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::{get, head, post};
use golden_clients_v0::EntryForm;
use golden_clients_v0::client::entries::{CreateEntry, Get, HeadEntry, LockEntries, SearchEntries};

use crate::client;

#[test]
fn the_definition_says_what_may_be_repeated() {
    let table: [(&'static Operation, bool); 5] = [
        (Get::OPERATION, true),
        (HeadEntry::OPERATION, true),
        (SearchEntries::OPERATION, true),
        (CreateEntry::OPERATION, true),
        (LockEntries::OPERATION, false),
    ];
    for (operation, repeatable) in table {
        assert_eq!(operation.is_repeatable(), repeatable, "{}", operation.name());
    }
    let head = HeadEntry::OPERATION;
    assert_eq!((head.method(), head.name(), head.path()), (&Method::HEAD, "head_entry", "/entries/:id"));
}

#[tokio::test]
async fn a_key_that_the_definition_demands_is_made_up_unless_given() {
    let echo = post(|headers: HeaderMap| async move {
        let key = headers["idempotency-key"].to_str().unwrap().len();
        (http::StatusCode::CREATED, format!("{{\"id\": {key}}}"))
    });
    let client = client(Router::new().route("/entries", echo));
    let form = EntryForm::new(1);
    assert_eq!(client.entries().create_entry(&form).send().await.unwrap().id, 36, "the length of a UUID");
    assert_eq!(client.entries().create_entry(&form).idempotency_key("own").send().await.unwrap().id, 3);
}

#[tokio::test]
async fn an_error_that_is_retryable_by_its_code_is_retried() {
    let times = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let answer = move || {
        let first = times.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0;
        let locked = (http::StatusCode::CONFLICT, r#"{"code": "locked", "message": "later"}"#);
        async move { if first { locked.into_response() } else { http::StatusCode::NO_CONTENT.into_response() } }
    };
    client(Router::new().route("/entries/lock", post(answer))).entries().lock_entries().send().await.unwrap();
}

#[tokio::test]
async fn no_token_is_fetched_for_what_everybody_may_call() {
    let seen = |headers: HeaderMap| async move { format!("\"{:?}\"", headers.contains_key("authorization")) };
    let router = || Router::new().route("/entries/status", get(seen)).route("/entries", get(async || "[]"));
    let builder = || golden_clients_v0::client::Client::builder("http://clients.example").in_process(router());

    let fetched = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&fetched);
    let fetch = move || {
        count.fetch_add(1, Ordering::Relaxed);
        async { Ok("token".to_owned()) }
    };
    let client = builder().tokens(fetch).build().unwrap();
    assert_eq!(client.entries().get_status().send().await.unwrap(), "false");
    assert_eq!(fetched.load(Ordering::Relaxed), 0);
    assert!(client.entries().get().send().await.unwrap().is_empty());
    assert_eq!(fetched.load(Ordering::Relaxed), 1);

    // What is at hand is sent: it may show more to some than to others.
    let client = builder().bearer("secret").build().unwrap();
    assert_eq!(client.entries().get_status().send().await.unwrap(), "true");
}

#[tokio::test]
async fn an_answer_to_head_has_no_body_to_read() {
    let client = client(Router::new().route("/entries/{id}", head(async || [("x-size", "7")])));
    assert_eq!(client.entries().head_entry(1).send().await.unwrap().x_size, 7);
}
