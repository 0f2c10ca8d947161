//! The client against the server, over a socket.

use apigen_http::client::{BuildError, Failure, Retry};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::sample::client::{Client, CreateUserError, GetUserError};
use crate::sample::{UserForm, UserStatus};
use crate::store::start;

async fn client() -> Client {
    Client::builder(start().await).build().unwrap()
}

fn form(name: &str) -> UserForm {
    UserForm { name: name.into(), status: UserStatus::Suspended }
}

#[tokio::test]
async fn parameters_arrive_as_they_were_sent() {
    let request = client().await;
    let users = request.users().list_users().id([3, 4]).status([UserStatus::Suspended]).name("ü&=+ /?").send().await;
    let users = users.unwrap();
    assert_eq!(users.iter().map(|it| it.id).collect::<Vec<_>>(), [3, 4]);
    assert_eq!((users[0].name.as_str(), users[0].status), ("ü&=+ /?", UserStatus::Suspended));
    let users = request.users().list_users().id([5]).send().await.unwrap();
    assert_eq!(users[0].name, "25 false", "defaults");
    let users = request.users().list_users().id([5]).limit(2).send().await.unwrap();
    assert_eq!(users[0].name, "2 false");
}

#[tokio::test]
async fn every_declared_outcome_is_typed() {
    let client = client().await;
    let created = client.users().create_user(&form("ada")).send().await.unwrap();
    assert_eq!((created.location.as_str(), created.body.id), ("/users/7", 7));
    let failed = async |name: &str| client.users().create_user(&form(name)).send().await.unwrap_err();
    assert!(matches!(failed("taken").await, CreateUserError::Conflict));
    let teapot = failed("teapot").await;
    assert!(matches!(teapot, CreateUserError::Default { status, body } if status == 418 && body == "tea"));
    let invalid = failed("UPPER").await;
    assert!(matches!(invalid, CreateUserError::UnprocessableEntity(it) if it.violations[0].rule == "pattern"));
    assert!(matches!(client.users().get_user(0).send().await, Err(GetUserError::NotFound)));
    assert_eq!(client.users().get_user(8).send().await.unwrap().id, 8);
}

#[tokio::test]
async fn what_is_not_declared_keeps_status_and_body() {
    let error = client().await.users().get_user(1).send().await.unwrap_err();
    let GetUserError::Unexpected(answer) = error else { panic!("{error:?}") };
    assert_eq!(answer.status, 500);
    assert!(!answer.body.windows(3).any(|it| it == b"one"), "reasons stay inside");
}

#[tokio::test]
async fn a_variable_reaches_its_operation_whatever_it_holds() {
    let client = client().await;
    for id in ["a", "a.b", "ü/ä", "%2F", "a b", "x.csv", "?#"] {
        assert_eq!(client.users().export_user(id).send().await.unwrap(), format!("csv of {id}"));
    }
    for id in ["", ".", ".."] {
        let error = client.users().export_user(id).send().await.unwrap_err();
        assert!(matches!(error, GetUserError::Failed(Failure::Request(_))), "{id}: {error:?}");
    }
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder(&url).retry(Retry::never()).build().unwrap();
    let error = client.users().get_user(7).send().await.unwrap_err();
    assert!(matches!(error, GetUserError::Failed(Failure::Transport { tries: 1, .. })), "{error:?}");
}

#[tokio::test]
async fn a_dropped_call_ends_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = Client::builder(format!("http://{}", listener.local_addr().unwrap())).build().unwrap();
    let call = tokio::spawn(async move { client.users().get_user(7).send().await });
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut request = vec![0; 1024];
    assert!(socket.read(&mut request).await.unwrap() > 0, "the request is there, and nobody answers");
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(socket.read_to_end(&mut request).await.unwrap(), 0, "the connection has ended");
}

#[tokio::test]
async fn settings_are_checked() {
    let build = |url: &str| Client::builder(url).build();
    assert!(matches!(build("ftp://a"), Err(BuildError::BaseUrl(_))));
    assert!(matches!(build("a"), Err(BuildError::BaseUrl(_))));
    assert!(matches!(Client::builder("http://a").header("a b", "c").build(), Err(BuildError::Header(_))));
    assert!(matches!(Client::builder("http://a").bearer("a\nb").build(), Err(BuildError::Header(_))));
    #[cfg(feature = "tls")]
    assert!(build("https://a").is_ok());
    #[cfg(not(feature = "tls"))]
    assert!(matches!(build("https://a"), Err(BuildError::TlsMissing)));
}
