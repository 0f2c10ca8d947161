//! Every shape of an answer.

use apigen_http::client::StatusCode;
use golden_calls_v0::Thing;
use golden_calls_v0::client::things::{GetByIdError, GetPictureByIdResponse, PostError, PostResponse};

use crate::client;

async fn post(id: i64) -> Result<PostResponse, PostError> {
    client().things().post(&Thing::new(id)).send().await
}

#[tokio::test]
async fn several_successes_with_typed_headers() {
    assert!(matches!(post(200).await, Ok(PostResponse::Ok(it)) if it.id == 200));
    let created = post(201).await.unwrap();
    assert!(matches!(created, PostResponse::Created { location, x_count: Some(-1), .. } if location == "/things/ü"));
    assert!(matches!(post(202).await, Ok(PostResponse::Created { x_count: None, .. })));
}

#[tokio::test]
async fn declared_errors_and_all_others() {
    assert!(matches!(post(409).await, Err(PostError::Conflict { retry_after: i64::MAX })));
    assert!(matches!(post(422).await, Err(PostError::UnprocessableEntity(it)) if it[0].code == "a"));
    assert!(matches!(post(429).await, Err(PostError::TooManyRequests)));
    let other = post(503).await.unwrap_err();
    assert_eq!(other.to_string(), "POST /things: 503 Service Unavailable");
    assert!(
        matches!(other, PostError::Default { status: StatusCode::SERVICE_UNAVAILABLE, body } if body.code == "later")
    );
}

#[tokio::test]
async fn an_undeclared_answer_keeps_everything() {
    // The internal error has the status 500, and its problem details are not the declared model.
    let error = post(0).await.unwrap_err();
    let PostError::Failed(apigen_http::client::Failure::Decode(it)) = error else { panic!("{error:?}") };
    assert_eq!(it.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(it.headers["content-type"], "application/problem+json");
    assert!(it.body.starts_with(b"{\"type\""));
}

#[tokio::test]
async fn other_successes() {
    let things = client();
    let things = things.things();
    let state = things.post_state_by_id(1).send().await.unwrap();
    assert_eq!((state.status, state.body.as_str()), (StatusCode::IM_A_TEAPOT, "tea"));
    let picture = things.get_picture_by_id(7).send().await.unwrap();
    assert!(matches!(picture, GetPictureByIdResponse::Found { location } if location == "/pictures/7"));
    let picture = things.get_picture_by_id(-7).send().await.unwrap();
    assert!(matches!(picture, GetPictureByIdResponse::Status299));
    things.delete_by_id(1).send().await.unwrap();
    assert!(matches!(things.get_by_id(0).send().await, Err(GetByIdError::NotFound)));
}
