//! Answers: every class of status, typed headers, methods, and what a client makes of answers that nobody declared.

use std::collections::BTreeMap;

use apigen_http::client::{Failure, Retry};
use apigen_types::{Date, DateTime, Decimal, Uuid};
use golden_behaviour_v0::client::Client;
use golden_behaviour_v0::client::answers::{BodyError, PrivateError, StatusError, StatusResponse};
use golden_behaviour_v0::{Color, Mood, Thing};

use crate::handlers::start;
use crate::server::Canned;

#[tokio::test]
async fn every_declared_success_has_its_variant() {
    let (server, client, _) = start().await;
    let mut statuses = BTreeMap::new();
    for code in [200, 201, 202, 203, 204, 205, 206, 301, 302, 303, 304, 307, 308] {
        let text = format!("{:?}", client.answers().status(code).send().await.unwrap());
        let raw = server.raw(&format!("GET /answers/status/{code}"), &[], "").await;
        assert_eq!(i32::from(raw.status), code);
        assert_eq!(raw.body.is_empty(), !matches!(code, 200 | 201 | 203 | 206), "{raw:?}");
        assert_eq!(raw.header("location").is_some(), code == 201 || raw.status > 300 && code != 304, "{raw:?}");
        statuses.insert(code, text.split([' ', '(']).next().unwrap_or_default().to_owned());
    }
    let names: Vec<_> = statuses.values().map(String::as_str).collect();
    let expected = [
        "Ok",
        "Created",
        "Accepted",
        "NonAuthoritativeInformation",
        "NoContent",
        "ResetContent",
        "PartialContent",
        "MovedPermanently",
        "Found",
        "SeeOther",
        "NotModified",
        "TemporaryRedirect",
        "PermanentRedirect",
    ];
    assert_eq!(names, expected);
}

#[tokio::test]
async fn bodies_and_headers_of_one_answer_belong_together() {
    let (_server, client, _) = start().await;
    let created = client.answers().status(201).send().await.unwrap();
    let StatusResponse::Created { body, location, x_count } = created else { panic!("{created:?}") };
    assert_eq!((body, location.as_str(), x_count), (Thing::new(1, "thing".into()), "/201", Some(-1)));
    let error = client.answers().status(429).send().await.unwrap_err();
    assert!(matches!(error, StatusError::TooManyRequests { retry_after: 3 }), "{error}");
    let error = client.answers().status(503).send().await.unwrap_err();
    let StatusError::ServiceUnavailable { body, retry_after: None } = error else { panic!("{error}") };
    assert_eq!(body.code, "code");
}

#[tokio::test]
async fn every_declared_error_has_its_variant() {
    let (_server, client, _) = start().await;
    let table = [
        (400, "BadRequest"),
        (401, "Unauthorized"),
        (403, "Forbidden"),
        (404, "NotFound"),
        (405, "MethodNotAllowed"),
        (406, "NotAcceptable"),
        (409, "Conflict("),
        (410, "Gone"),
        (412, "PreconditionFailed"),
        (413, "PayloadTooLarge"),
        (415, "UnsupportedMediaType"),
        (418, "ImATeapot"),
        (422, "UnprocessableEntity("),
        (428, "PreconditionRequired"),
        (451, "UnavailableForLegalReasons"),
        (500, "InternalServerError"),
        (501, "NotImplemented"),
        (502, "BadGateway"),
        (504, "GatewayTimeout"),
        (402, "Default { status: 402"),
        (505, "Default { status: 505"),
        (599, "Default { status: 599"),
    ];
    for (code, variant) in table {
        let error = client.answers().status(code).send().await.unwrap_err();
        assert!(format!("{error:?}").starts_with(variant), "{code}: {error:?}");
    }
}

#[tokio::test]
async fn headers_of_every_type_arrive() {
    let (server, client, _) = start().await;
    let it = client.answers().headers().send().await.unwrap();
    assert!(it.x_flag && it.x_note.is_none());
    assert_eq!((it.x_id, it.x_price, it.x_guid), (i64::MIN, Decimal::new(-1250, 2), Uuid::max()));
    assert_eq!((it.x_day, it.x_at), (Date::of(2024, 2, 29), DateTime::from_unix_millis(1_795_256_160_001).unwrap()));
    assert_eq!((it.x_color, it.x_mood), (Color::Dark, Mood::Unknown("so-so, \"really\"".into())));
    let raw = server.raw("GET /answers/headers", &[], "").await;
    assert_eq!((raw.header("x-color").as_deref(), raw.header("x-note")), (Some("dark/blue ü"), None));
    assert_eq!(raw.header("x-at").as_deref(), Some("2026-11-21t10:16:00.001z"));
}

#[tokio::test]
async fn an_operation_without_responses_answers_204() {
    let (server, client, _) = start().await;
    client.answers().nothing().send().await.unwrap();
    let raw = server.raw("GET /answers/nothing", &[], "").await;
    assert_eq!((raw.status, raw.body.as_str(), raw.header("content-type")), (204, "", None));
}

#[tokio::test]
async fn a_default_response_carries_its_status() {
    let (_server, client, _) = start().await;
    let answer = client.answers().default().send().await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.body.message.as_str()), (299, "message"));
}

#[tokio::test]
#[allow(deprecated)] // Deprecated operations work as well.
async fn every_method_leads_to_its_operation() {
    let (server, client, _) = start().await;
    let it = client.answers();
    assert_eq!(it.method_get().send().await.unwrap(), "method_get");
    assert_eq!(it.method_post().send().await.unwrap(), "method_post");
    assert_eq!(it.method_put().send().await.unwrap(), "method_put");
    assert_eq!(it.method_patch().send().await.unwrap(), "method_patch");
    assert_eq!(it.method_delete().send().await.unwrap(), "method_delete");
    assert_eq!(it.method_options().send().await.unwrap(), "method_options");
    assert_eq!(it.method_trace().send().await.unwrap(), "method_trace");
    assert_eq!(it.old().send().await.unwrap(), "old");
    assert_eq!(it.head().send().await.unwrap().x_count, 7);
    let raw = server.raw("HEAD /answers/head", &[], "").await;
    assert_eq!((raw.status, raw.header("x-count").as_deref(), raw.body.as_str()), (200, Some("7"), ""));
}

#[tokio::test]
async fn who_calls_is_decided_before_the_input_is_looked_at() {
    let (server, client, _) = start().await;
    let with = |token: &str| -> Client { Client::builder(server.url()).bearer(token).build().unwrap() };
    assert!(matches!(client.answers().private().send().await, Err(PrivateError::Unauthorized)));
    assert!(matches!(with("expired").answers().private().send().await, Err(PrivateError::Unauthorized)));
    assert!(matches!(with("guest").answers().private().send().await, Err(PrivateError::Forbidden(_))));
    assert_eq!(with("jane").answers().private().send().await.unwrap(), "jane");
    let raw = server.raw("GET /answers/slow/never", &["authorization: Bearer expired"], "").await;
    assert_eq!(raw.status, 401, "and not 400, though the path is wrong too");
}

#[tokio::test]
async fn undeclared_statuses_keep_everything() {
    let server = Canned::start("HTTP/1.1 404 Nope\r\nx-a: 1\r\ncontent-length: 5\r\n\r\n<htm>").await;
    let client: Client = Client::builder(server.url()).retry(Retry::never()).build().unwrap();
    let error = client.answers().body("x").send().await.unwrap_err();
    let BodyError::Unexpected(it) = error else { panic!("{error}") };
    assert_eq!((it.status.as_u16(), &*it.body), (404, b"<htm>".as_slice()));
    assert_eq!(it.headers["x-a"], "1");
}

#[tokio::test]
async fn declared_statuses_with_other_bodies_say_what_came() {
    let server = Canned::start("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnope").await;
    let client: Client = Client::builder(server.url()).retry(Retry::never()).build().unwrap();
    let error = client.answers().body("x").send().await.unwrap_err();
    let BodyError::Failed(Failure::Decode(it)) = error else { panic!("{error:?}") };
    assert_eq!((it.status.as_u16(), &*it.body), (200, b"nope".as_slice()));
}

#[tokio::test]
async fn clients_pass_over_what_they_do_not_know() {
    let thing = r#"{"new": [1], "id": 1, "name": "A NAME TOO LONG", "mood": "new", "tags": ["1","1","1","1"]}"#;
    let server = Canned::start(&format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{thing}", thing.len())).await;
    let client: Client = Client::builder(server.url()).retry(Retry::never()).build().unwrap();
    let answer = client.answers().status(200).send().await.unwrap();
    let StatusResponse::Ok(it) = answer else { panic!("{answer:?}") };
    assert_eq!((it.mood, it.tags.len(), it.count), (Mood::Unknown("new".into()), 4, 3));
}
