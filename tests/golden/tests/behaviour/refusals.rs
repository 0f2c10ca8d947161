//! How mistakes are told: as the error that the operation declares, or as problem details.

use golden_behaviour_v0::client::errors::{DeclaredError, EachError, OneError, ProblemError};
use golden_behaviour_v0::{ErrorCode, Thing};
use serde_json::json;

use crate::handlers::start;

/// Two mistakes: the name is too long and does not match.
fn wrong() -> Thing {
    Thing::new(1, "WRONG!".into())
}

#[tokio::test]
async fn a_declared_validation_error_lists_all_violations() {
    let (server, client, _) = start().await;
    let error = client.errors().declared(&wrong()).send().await.unwrap_err();
    let DeclaredError::UnprocessableEntity(it) = error else { panic!("{error:?}") };
    let found: Vec<_> = it.violations.iter().map(|it| (it.pointer.as_str(), it.rule.as_str())).collect();
    assert_eq!((it.code, found), (ErrorCode::ValidationError, vec![("/name", "maximum"), ("/name", "pattern")]));
    let raw = server.raw("POST /errors/declared", &[], "{").await;
    assert_eq!((raw.status, &raw.json()["code"]), (422, &json!("invalid_json")));
    assert_eq!(raw.header("content-type").as_deref(), Some("application/json"));
}

#[tokio::test]
async fn a_list_of_errors_has_one_for_each_violation() {
    let (_server, client, _) = start().await;
    let error = client.errors().each(&wrong()).send().await.unwrap_err();
    assert!(matches!(&error, EachError::UnprocessableEntity(it) if it.len() == 2), "{error:?}");
}

#[tokio::test]
async fn one_error_says_all_in_one_message() {
    let (_server, client, _) = start().await;
    let error = client.errors().one(&wrong()).send().await.unwrap_err();
    let OneError::BadRequest(it) = error else { panic!("{error:?}") };
    assert_eq!(it.message, "name must have at most 5 characters; name must match `^[a-z]+$`");
}

#[tokio::test]
async fn an_error_without_a_body_is_a_status() {
    let (server, _client, _) = start().await;
    let raw = server.raw("POST /errors/empty", &[], "{}").await;
    assert_eq!((raw.status, raw.body.as_str()), (422, ""));
}

#[tokio::test]
async fn what_is_not_declared_is_told_as_problem_details() {
    let (server, client, _) = start().await;
    let error = client.errors().problem(&wrong()).send().await.unwrap_err();
    let ProblemError::Unexpected(it) = error else { panic!("{error:?}") };
    assert_eq!((it.status.as_u16(), it.headers["content-type"].to_str().unwrap()), (400, "application/problem+json"));
    let raw = server.raw("POST /errors/problem", &[], r#"{"id": 1}"#).await;
    let violation = json!({"location": "body", "pointer": "/name", "rule": "required", "message": "is required"});
    let body = json!({"type": "about:blank", "title": "Bad Request", "status": 400, "violations": [violation]});
    assert_eq!(raw.json(), body);
}

#[tokio::test]
async fn a_declared_conflict_is_a_value() {
    let (_server, client, _) = start().await;
    let error = client.errors().declared(&Thing::new(409, "taken".into())).send().await.unwrap_err();
    let DeclaredError::Conflict(it) = error else { panic!("{error:?}") };
    assert_eq!((it.code, it.existing), (ErrorCode::Taken, 1));
}

#[tokio::test]
async fn a_failure_of_the_server_says_nothing_of_its_inside() {
    let (server, _client, _) = start().await;
    let raw = server.raw("POST /errors/declared", &[], r#"{"id": 500, "name": "fails"}"#).await;
    assert_eq!(raw.json(), json!({"type": "about:blank", "title": "Internal Server Error", "status": 500}));
}

#[tokio::test]
async fn an_id_that_cannot_be_is_not_found_where_that_is_declared() {
    let (server, _client, _) = start().await;
    let raw = server.raw("GET /errors/path/x", &[], "").await;
    assert_eq!((raw.status, raw.body.as_str()), (404, ""));
}

#[tokio::test]
async fn messages_do_not_repeat_values() {
    let (server, _client, _) = start().await;
    let secret =
        r#"{"id": "s3cret", "name": "s3cret!", "color": "s3cret", "shape": {"type": "s3cret"}, "tags": ["s3cret"]}"#;
    for path in ["declared", "each", "one", "problem"] {
        let raw = server.raw(&format!("POST /errors/{path}"), &[], secret).await;
        assert!(!raw.body.contains("s3cret"), "{raw:?}");
    }
}
