//! The life of a user.

use apigen_http::server::Router;
use io_acme_error_v0::{ValidationErrorCode, ViolationLocation, ViolationRule};
use io_acme_user_v0::client::Client;
use io_acme_user_v0::client::users::{
    CreateUserError, DeleteUserError, GetUserError, ListUsersError, SuspendUserError, UpdateUserError,
};
use io_acme_user_v0::{SuspensionReason, UserForm, UserRole, UserStatus, UserSuspensionForm};

use crate::{client, form, service};

#[tokio::test]
async fn create_read_change_suspend_delete() {
    life(service().await).await;
}

pub(crate) async fn life(service: Router) {
    let client = client(&service);
    let created = client.users().create_user(&form("ada")).send().await.unwrap();
    assert!(created.id.starts_with("usr-") && created.id.len() == 36);
    assert_eq!(
        (created.status, created.role.clone(), created.language.as_str()),
        (UserStatus::Pending, UserRole::Customer, "en")
    );
    assert_eq!(client.users().get_user(&created.id).send().await.unwrap(), created);
    let wanted = UserForm { language: "fr".into(), ..form("ada_l") };
    let changed = client.users().update_user(&created.id, &wanted).send().await.unwrap();
    assert_eq!(
        (changed.handle.as_str(), changed.language.as_str(), changed.created_at),
        ("ada_l", "fr", created.created_at)
    );
    assert_eq!(client.users().update_user(&created.id, &wanted).send().await.unwrap(), changed, "nothing new");
    let active = client.users().activate_user(&created.id).send().await.unwrap();
    assert_eq!(active.status, UserStatus::Active);
    assert_eq!(client.users().activate_user(&created.id).send().await.unwrap(), active, "active already");
    let reason = UserSuspensionForm::new(SuspensionReason::OwnWish);
    let suspended = client.users().suspend_user(&created.id, &reason).send().await.unwrap();
    assert_eq!(suspended.status, UserStatus::Suspended);
    let versions = client.user_versions().list_user_versions(&created.id).send().await.unwrap();
    let statuses: Vec<_> = versions.iter().map(|it| it.user.status).collect();
    assert_eq!(statuses, [UserStatus::Pending, UserStatus::Pending, UserStatus::Active, UserStatus::Suspended]);
    client.users().delete_user(&created.id).send().await.unwrap();
    assert!(matches!(client.users().get_user(&created.id).send().await, Err(GetUserError::NotFound)));
    assert!(matches!(client.users().delete_user(&created.id).send().await, Err(DeleteUserError::NotFound)));
    let gone = client.users().suspend_user(&created.id, &reason).send().await;
    assert!(matches!(gone, Err(SuspendUserError::NotFound)));
}

#[tokio::test]
async fn handles_and_addresses_belong_to_one_user() {
    handles_and_addresses(service().await).await;
}

pub(crate) async fn handles_and_addresses(service: Router) {
    let client = client(&service);
    client.users().create_user(&form("ada")).send().await.unwrap();
    let second = client.users().create_user(&form("bob")).send().await.unwrap();
    let error = client.users().create_user(&form("ada")).send().await.unwrap_err();
    let CreateUserError::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!(conflict.pointers, Some(vec!["/handle".into(), "/email".into()]));
    let wanted = UserForm::new("bob".into(), "ADA@acme.example".into());
    let error = client.users().update_user(&second.id, &wanted).send().await.unwrap_err();
    let UpdateUserError::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!(conflict.pointers, Some(vec!["/email".into()]));
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_cut() {
    lists(service().await).await;
}

pub(crate) async fn lists(service: Router) {
    let client = client(&service);
    let mut ids = Vec::new();
    for handle in ["cid", "ada", "bob"] {
        ids.push(client.users().create_user(&form(handle)).send().await.unwrap().id);
    }
    let handles = async |list: io_acme_user_v0::client::users::ListUsers| -> Vec<String> {
        list.send().await.unwrap().into_iter().map(|it| it.handle).collect()
    };
    let list = || client.users().list_users();
    assert_eq!(handles(list()).await, ["bob", "ada", "cid"], "the latest first");
    assert_eq!(handles(list().sort("handle")).await, ["ada", "bob", "cid"]);
    assert_eq!(handles(list().sort("-handle").limit(1).offset(1)).await, ["bob"]);
    assert_eq!(handles(list().id([&ids[0], &ids[2]]).sort("handle")).await, ["bob", "cid"]);
    assert_eq!(handles(list().handle("ADA")).await, ["ada"]);
    assert_eq!(handles(list().status(UserStatus::Active)).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_breaks_the_definition_is_said_at_once() {
    let service = service().await;
    let client = client(&service);
    let wanted = UserForm { language: "english".into(), ..UserForm::new("9".into(), "nobody".into()) };
    let error = client.users().create_user(&wanted).send().await.unwrap_err();
    let CreateUserError::UnprocessableEntity(error) = error else { panic!("{error}") };
    assert_eq!(error.code, ValidationErrorCode::InvalidRequest);
    let found: Vec<_> = error.violations.iter().map(|it| (it.pointer.as_str(), it.rule.as_str())).collect();
    let expected = [
        ("/handle", "minimum"),
        ("/handle", "pattern"),
        ("/email", "pattern"),
        ("/language", "maximum"),
        ("/language", "pattern"),
    ];
    assert_eq!(found, expected);
    let error = client.users().list_users().sort("email").limit(5).send().await.unwrap_err();
    let ListUsersError::UnprocessableEntity(error) = error else { panic!("{error}") };
    let violation = &error.violations[0];
    assert_eq!((&violation.location, &violation.rule), (&ViolationLocation::Query, &ViolationRule::Enum));
}

#[tokio::test]
async fn callers_need_a_token_where_the_definition_says_so() {
    let service = service().await;
    let nobody = Client::builder("http://users").in_process(service.clone()).build().unwrap();
    assert!(matches!(nobody.users().list_users().send().await, Err(ListUsersError::Unauthorized)));
    assert!(nobody.users().create_user(&form("ada")).send().await.is_ok(), "signing up is public");
    let admin = UserForm { role: UserRole::Admin, ..form("eve") };
    assert!(matches!(nobody.users().create_user(&admin).send().await, Err(CreateUserError::Unauthorized)));
    let stranger = Client::builder("http://users").in_process(service.clone()).bearer("guess").build().unwrap();
    let refused = stranger.users().create_user(&form("bob")).send().await;
    assert!(matches!(refused, Err(CreateUserError::Unauthorized)), "a token that is sent must be valid");
}
