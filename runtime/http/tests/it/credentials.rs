//! Who calls, and what nobody may read in logs.

use std::sync::atomic::{AtomicU32, Ordering};

use apigen_http::client::Failure;

use crate::sample::client::GetUserError;
use crate::script::Play::{Body, Header, Status};
use crate::script::client;

const USER: &str = r#"{"id": 7, "name": "ada", "status": "active"}"#;

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let (builder, asked) = client(&[Status(401), Body(200, USER), Body(200, USER), Status(401)]);
    let fetched = AtomicU32::new(0);
    let fetch = move || {
        let number = fetched.fetch_add(1, Ordering::Relaxed);
        async move { Ok(format!("t{number}")) }
    };
    let client = builder.tokens(fetch).build().unwrap();
    client.users().get_user(7).send().await.unwrap();
    client.users().get_user(7).send().await.unwrap();
    let error = client.users().get_user(7).send().await.unwrap_err();
    assert!(matches!(error, GetUserError::Unexpected(it) if it.status == 401 && it.tries == 2));
    let tokens: Vec<_> = asked.header("authorization").into_iter().flatten().collect();
    assert_eq!(tokens, ["Bearer t0", "Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let (builder, asked) = client(&[Status(200)]);
    let client = builder.tokens(async || Err("no key".into())).build().unwrap();
    let error = client.users().get_user(7).send().await.unwrap_err();
    assert!(
        matches!(&error, GetUserError::Failed(it @ Failure::Credentials(_)) if it.to_string() == "no token: no key")
    );
    assert_eq!(asked.times(), 0);
}

#[tokio::test]
async fn a_name_and_a_password_or_a_key() {
    let (builder, asked) = client(&[Body(200, USER)]);
    let client = builder.basic("Aladdin", "open sesame").api_key("x-key", "k").build().unwrap();
    client.users().get_user(7).send().await.unwrap();
    assert_eq!(asked.header("authorization"), [Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".to_owned())]);
    assert_eq!(asked.header("x-key"), [Some("k".to_owned())]);
    let parent = asked.header("traceparent").remove(0).unwrap();
    assert_eq!(parent.len(), 55, "a trace begins: {parent}");
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let (builder, _) = client(&[Header(500, "set-cookie", "hush")]);
    let client = builder.bearer("hush").build().unwrap();
    let request = client.users().export_user("hush");
    let shown = format!("{client:?} {request:?}");
    let error = request.send().await.unwrap_err();
    let shown = format!("{shown} {error:?}");
    assert!(!shown.contains("hush"), "{shown}");
}
