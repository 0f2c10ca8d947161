//! A generated mock of a client: what is expected, what arrives, and how failures read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use apigen_types::DateTime;
use io_acme_user_v0::client::users::{CreateUserError, GetUserError};
use io_acme_user_v0::mock::Mock;
use io_acme_user_v0::server::users as service;
use io_acme_user_v0::{User, UserForm};

const ID: &str = "usr-0f8b2c1d9a7e4f5660718293a4b5c6d7";

fn ada() -> User {
    let at: DateTime = "2026-11-21T10:00:00Z".parse().unwrap();
    User::new(ID.to_owned(), "ada".to_owned(), at, at)
}

fn request(id: &str) -> service::GetUserRequest {
    service::GetUserRequest { id: id.to_owned() }
}

#[tokio::test]
async fn calls_get_what_is_expected_in_turn() {
    let mock = Mock::new();
    mock.users.get_user.expect().on(request(ID)).returns(ada()).times(2).fails(service::GetUserError::NotFound);
    let client = mock.client();
    assert_eq!(client.users().get_user(ID).send().await.unwrap(), ada());
    assert_eq!(client.users().get_user(ID).send().await.unwrap(), ada());
    assert!(matches!(client.users().get_user(ID).send().await, Err(GetUserError::NotFound)));
    mock.verify();
}

#[tokio::test]
async fn answers_may_depend_on_the_request() {
    let mock = Mock::new();
    mock.users.create_user.expect().when("for ada", |it| it.body.handle == "ada").answers(|it| {
        let mut user = ada();
        user.handle.clone_from(&it.body.handle);
        Ok(user)
    });
    let form = UserForm::new("ada".to_owned(), "ada@acme.example".to_owned());
    assert_eq!(mock.client().users().create_user(&form).send().await.unwrap().handle, "ada");
    assert_eq!(mock.users.create_user.received()[0].request.body, form);
    assert_eq!(mock.users.create_user.count(), 1);
}

#[tokio::test]
async fn a_mock_checks_requests_as_the_server_does() {
    let mock = Mock::new();
    mock.users.create_user.expect().returns(ada()).always();
    let form = UserForm::new("A".to_owned(), "no address".to_owned());
    let answer = mock.client().users().create_user(&form).send().await;
    assert!(matches!(answer, Err(CreateUserError::UnprocessableEntity(it)) if it.violations.len() == 3));
    assert_eq!(mock.users.create_user.count(), 0, "a request that breaks the definition does not arrive");
}

#[tokio::test]
async fn headers_are_recorded() {
    let mock = Mock::new();
    mock.users.get_user.expect().returns(ada());
    let client: io_acme_user_v0::client::Client = io_acme_user_v0::client::Client::builder("http://users")
        .bearer("t-1")
        .in_process(mock.router())
        .build()
        .unwrap();
    client.users().get_user(ID).send().await.unwrap();
    assert_eq!(mock.users.get_user.received()[0].headers["authorization"], "Bearer t-1");
}

#[tokio::test]
async fn an_unexpected_call_says_what_arrived_and_what_was_expected() {
    let mock = Mock::new();
    mock.users.get_user.expect().on(request("usr-1")).returns(ada());
    mock.users.get_user.expect().when("for nobody", |_| false).returns(ada()).always();
    let client = mock.client();
    let call = tokio::spawn(async move { client.users().get_user("usr-2").send().await });
    let text = panic_text(call.await.unwrap_err().into_panic());
    let expected = "unexpected call of `GET /users/:id`
  arrived: GetUserRequest { id: \"usr-2\" }
  expectation 1: a request equal to GetUserRequest { id: \"usr-1\" }, answered 0 of 1 times
  expectation 2: a request for nobody, answered 0 times";
    assert_eq!(text, expected);
    let verdict = catch_unwind(AssertUnwindSafe(|| mock.verify())).unwrap_err();
    let unmet = "unmet expectation of `GET /users/:id`: a request equal to GetUserRequest { id: \"usr-1\" }, \
                 answered 0 of 1 times";
    assert_eq!(panic_text(verdict), format!("{expected}\n{unmet}"));
}

#[tokio::test]
async fn a_forbidden_call_is_unexpected() {
    let mock = Mock::new();
    mock.users.delete_user.expect().returns(()).times(0);
    mock.verify();
    let client = mock.client();
    assert!(tokio::spawn(async move { client.users().delete_user(ID).send().await }).await.is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| mock.verify())).is_err());
}

fn panic_text(panic: Box<dyn std::any::Any + Send>) -> String {
    *panic.downcast::<String>().unwrap()
}
