//! Requests that are sent again, on a clock that stands still.

use apigen_http::StatusCode;
use apigen_http::client::{Failure, Options, Retry, RetryBudget};
use tokio::time::Instant;

use crate::sample::client::{CreateUserError, GetUserError};
use crate::sample::{UserForm, UserStatus};
use crate::script::Play::{Body, Broken, Header, Silence, Status};
use crate::script::{client, ms};

const USER: &str = r#"{"id": 7, "name": "ada", "status": "active"}"#;

fn form() -> UserForm {
    UserForm { name: "ada".into(), status: UserStatus::Active }
}

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_until_the_server_is_back() {
    let (builder, asked) = client(&[Status(503), Broken, Body(200, USER)]);
    let user = builder.build().unwrap().users().get_user(7).send().await.unwrap();
    assert_eq!((user.id, asked.pauses()), (7, vec![100, 200]));
}

#[tokio::test(start_paused = true)]
async fn the_error_says_how_often_it_was_tried() {
    let (builder, _) = client(&[Broken]);
    let error = builder.build().unwrap().users().get_user(7).send().await.unwrap_err();
    let GetUserError::Failed(failure @ Failure::Transport { tries: 3, .. }) = error else { panic!("{error:?}") };
    assert_eq!(failure.to_string(), "no answer (3 tries): cut");
    let (builder, _) = client(&[Status(503)]);
    let error = builder.build().unwrap().users().get_user(7).send().await.unwrap_err();
    let GetUserError::Unexpected(answer) = error else { panic!("{error:?}") };
    assert_eq!((answer.status, answer.tries), (StatusCode::SERVICE_UNAVAILABLE, 3));
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_done_twice_is_sent_once() {
    for play in [Status(503), Broken, Silence] {
        let (builder, asked) = client(&[play]);
        builder.build().unwrap().users().create_user(&form()).send().await.unwrap_err();
        assert_eq!(asked.times(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_that_the_definition_calls_retryable_is_repeated_whatever_the_method() {
    let locked = r#"{"code": "locked"}"#;
    let (builder, asked) = client(&[Body(423, locked), Status(409)]);
    let error = builder.build().unwrap().users().create_user(&form()).send().await.unwrap_err();
    assert!(matches!(error, CreateUserError::Conflict), "{error:?}");
    assert_eq!(asked.pauses(), [100]);
}

#[tokio::test(start_paused = true)]
async fn a_key_in_a_header_lets_a_write_be_repeated_and_stays_the_same() {
    let (builder, asked) = client(&[Status(503), Broken, Status(204)]);
    let client = builder.build().unwrap();
    client.users().invite_user(&form()).send().await.unwrap();
    client.users().invite_user(&form()).idempotency_key("own").send().await.unwrap();
    let keys = asked.header("idempotency-key");
    let key = "ffffffff-ffff-4fff-bfff-ffffffffffff";
    assert_eq!(keys.iter().flatten().collect::<Vec<_>>(), [key, key, key, "own"]);
    let bodies = asked.bodies();
    assert!(bodies.iter().all(|it| *it == bodies[0] && !it.bytes().is_empty()), "the whole body each time");
}

#[tokio::test(start_paused = true)]
async fn a_server_says_when_to_come_back() {
    let (builder, asked) = client(&[Header(429, "retry-after", "7"), Header(503, "retry-after", "21")]);
    let started = Instant::now();
    builder.build().unwrap().users().get_user(7).send().await.unwrap_err();
    assert_eq!((asked.pauses(), started.elapsed().as_millis()), (vec![7100], 7100), "21 seconds are too long");
}

#[tokio::test(start_paused = true)]
async fn what_takes_longer_than_the_call_may_is_not_waited_for() {
    let (builder, asked) = client(&[Header(503, "retry-after", "7")]);
    let started = Instant::now();
    builder.timeout(ms(5000)).build().unwrap().users().get_user(7).send().await.unwrap_err();
    assert_eq!((asked.times(), started.elapsed().as_millis()), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_try_and_a_call_have_their_own_time() {
    let (builder, asked) = client(&[Silence]);
    let client = builder.try_timeout(ms(1000)).timeout(ms(2500)).build().unwrap();
    let started = Instant::now();
    let error = client.users().get_user(7).send().await.unwrap_err();
    assert!(matches!(error, GetUserError::Failed(Failure::Timeout { tries: 3 })), "{error:?}");
    assert_eq!((asked.pauses(), started.elapsed().as_millis()), (vec![1100, 1200], 2500));
    let options = Options::new().try_timeout(ms(10)).timeout(ms(20));
    let error = client.users().get_user(7).options(options).send().await.unwrap_err();
    assert!(matches!(error, GetUserError::Failed(Failure::Timeout { tries: 1 })), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn retries_are_set_per_client_and_per_call() {
    let (builder, asked) = client(&[Status(503)]);
    let client = builder.retry(Retry::default().tries(2).waits(ms(10), ms(10))).build().unwrap();
    client.users().get_user(7).send().await.unwrap_err();
    assert_eq!(asked.pauses(), [10]);
    client.users().get_user(7).options(Options::new().retry(Retry::never())).send().await.unwrap_err();
    assert_eq!(asked.times(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_multiplied() {
    let (builder, asked) = client(&[Status(503)]);
    let client = builder.retry_budget(RetryBudget::new(4, 10)).build().unwrap();
    for _ in 0..100 {
        client.users().get_user(7).send().await.unwrap_err();
    }
    assert_eq!(asked.times(), 100 + 4 + 9);
}
