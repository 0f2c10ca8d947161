//! The generated server in memory, called by the generated client without a network.

use apigen_mock::{BASE_URL, Server, Tokens, client};
use io_acme_user_v0::client::Client;
use io_acme_user_v0::client::users::{CreateUserError, GetUserError, ListUsersError};
use io_acme_user_v0::{UserForm, mock};

fn users(server: &Server) -> Client {
    client(Client::builder(BASE_URL).bearer("t-1"), server.router())
}

fn form(handle: &str) -> UserForm {
    UserForm::new(handle.to_owned(), format!("{handle}@acme.example"))
}

#[tokio::test]
async fn a_user_lives() {
    let client = users(&mock::server());
    let created = client.users().create_user(&form("ada")).send().await.unwrap();
    assert_eq!(client.users().get_user(&created.id).send().await.unwrap(), created);
    assert_eq!(client.users().list_users().handle("ada").send().await.unwrap(), std::slice::from_ref(&created));
    let taken = client.users().create_user(&form("ada")).send().await;
    assert!(matches!(taken, Err(CreateUserError::Conflict(it)) if it.pointers == Some(vec!["/handle".to_owned()])));
    let changed = client.users().update_user(&created.id, &form("lovelace")).send().await.unwrap();
    assert_eq!((changed.handle.as_str(), changed.created_at), ("lovelace", created.created_at));
    assert!(changed.updated_at > created.updated_at);
    let profile = client.user_profiles().get_user_profile(&created.id).send().await.unwrap();
    assert_eq!((profile.user_id, profile.email), (created.id.clone(), "lovelace@acme.example".to_owned()));
    client.users().delete_user(&created.id).send().await.unwrap();
    let gone = client.users().get_user(&created.id).send().await;
    assert!(matches!(gone, Err(GetUserError::NotFound)));
}

#[tokio::test]
async fn servers_with_one_seed_give_the_same_values() {
    let (one, other) = (users(&mock::server()), users(&mock::server()));
    let created = one.users().create_user(&form("ada")).send().await.unwrap();
    assert_eq!(other.users().create_user(&form("ada")).send().await.unwrap(), created);
}

#[tokio::test]
async fn a_reset_forgets_everything_but_what_was_loaded() {
    let server = mock::server();
    server.load(r#"{"/users": [{"id": "usr-0123456789abcdef0123456789abcdef", "handle": "root"}]}"#).unwrap();
    let client = users(&server);
    client.users().create_user(&form("ada")).send().await.unwrap();
    assert_eq!(client.users().list_users().send().await.unwrap().len(), 2);
    server.reset();
    let left = client.users().list_users().send().await.unwrap();
    assert_eq!(left.iter().map(|it| it.handle.as_str()).collect::<Vec<_>>(), ["root"]);
}

#[test]
fn data_that_breaks_the_definition_is_refused_whole() {
    let refused = |data: &str| mock::server().load(data).unwrap_err().to_string();
    assert_eq!(refused(r#"{"/users": [{"handle": "A"}]}"#), "/users[0]: handle must have at least 3 characters");
    assert_eq!(refused(r#"{"/users": [{"nick": "a"}]}"#), "/users[0]: `nick` is not a field of the definition");
    let nowhere = "/user: nothing is kept there; paths are /users, /users/:user_id/profile, /users/:user_id/identities";
    assert_eq!(refused(r#"{"/user": []}"#), nowhere);
}

#[tokio::test]
async fn credentials_are_asked_for_where_the_definition_asks() {
    let server = mock::server().tokens(Tokens::These(vec!["good".to_owned()]));
    let of = |token: &str| client::<Client>(Client::builder(BASE_URL).bearer(token), server.router());
    assert!(of("good").users().list_users().send().await.is_ok());
    assert!(matches!(of("bad").users().list_users().send().await, Err(ListUsersError::Unauthorized)));
    let nobody: Client = client(Client::builder(BASE_URL), server.router());
    assert!(matches!(nobody.users().list_users().send().await, Err(ListUsersError::Unauthorized)));
    assert!(nobody.users().create_user(&form("ada")).send().await.is_ok(), "signing up is public");
}
