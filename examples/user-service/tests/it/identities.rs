//! Identities: a union in both directions.

use apigen_http::server::Router;
use io_acme_error_v0::ConflictErrorCode;
use io_acme_user_v0::client::user_identities::{CreateUserIdentityError, DeleteUserIdentityError};
use io_acme_user_v0::{EmailIdentityForm, IdentityProvider, ProviderIdentityForm, UserIdentity};

use crate::{client, form, service};

#[tokio::test]
async fn ways_to_sign_in_come_and_go_but_one_stays() {
    ways_to_sign_in(service().await).await;
}

pub(crate) async fn ways_to_sign_in(service: Router) {
    let client = client(&service);
    let user = client.users().create_user(&form("ada")).send().await.unwrap();
    let wanted = ProviderIdentityForm::new(IdentityProvider::Github, "code".into()).into();
    let added = client.user_identities().create_user_identity(&user.id, &wanted).send().await.unwrap();
    assert!(matches!(&added, UserIdentity::ProviderIdentity(it) if it.provider == IdentityProvider::Github));
    let all = client.user_identities().list_user_identities(&user.id).sort("created_at").send().await.unwrap();
    let [UserIdentity::EmailIdentity(first), UserIdentity::ProviderIdentity(second)] = all.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!((first.email.as_str(), first.confirmed), ("ada@acme.example", false));
    let delete = |id: &str| client.user_identities().delete_user_identity(&user.id, id).send();
    delete(&second.id).await.unwrap();
    assert!(matches!(delete(&second.id).await, Err(DeleteUserIdentityError::NotFound)));
    let error = delete(&first.id).await.unwrap_err();
    assert!(matches!(error, DeleteUserIdentityError::Conflict(it) if it.code == ConflictErrorCode::WrongState));
}

#[tokio::test]
async fn an_identity_belongs_to_one_user() {
    let service = service().await;
    let client = client(&service);
    let ada = client.users().create_user(&form("ada")).send().await.unwrap();
    client.users().create_user(&form("bob")).send().await.unwrap();
    let wanted = EmailIdentityForm::new("bob@acme.example".into(), "correct horse".into()).into();
    let error = client.user_identities().create_user_identity(&ada.id, &wanted).send().await.unwrap_err();
    assert!(matches!(error, CreateUserIdentityError::Conflict(it) if it.pointers == Some(vec!["/email".into()])));
    let wanted = EmailIdentityForm::new("ada@work.example".into(), "short".into()).into();
    let error = client.user_identities().create_user_identity(&ada.id, &wanted).send().await.unwrap_err();
    let CreateUserIdentityError::UnprocessableEntity(error) = error else { panic!("{error}") };
    assert_eq!(error.violations[0].pointer, "/password");
}
