//! Profiles.

use apigen_http::server::Router;
use io_acme_common_v0::Name;
use io_acme_user_v0::client::user_profiles::{GetUserProfileError, UpdateUserProfileError};
use io_acme_user_v0::{UserForm, UserProfileForm};

use crate::{client, form, service};

#[tokio::test]
async fn a_profile_comes_with_the_user_and_is_replaced_as_a_whole() {
    profile(service().await).await;
}

pub(crate) async fn profile(service: Router) {
    let client = client(&service);
    let name = Name { first: Some("Ada".into()), last: None };
    let wanted = UserForm { name: Some(name.clone()), ..form("ada") };
    let user = client.users().create_user(&wanted).send().await.unwrap();
    let profile = client.user_profiles().get_user_profile(&user.id).send().await.unwrap();
    assert_eq!((profile.email.as_str(), profile.name), ("ada@acme.example", Some(name)));
    let wanted =
        UserProfileForm { phone: Some("+4930123456".into()), ..UserProfileForm::new("ada@lovelace.example".into()) };
    let profile = client.user_profiles().update_user_profile(&user.id, &wanted).send().await.unwrap();
    assert_eq!((profile.email.as_str(), profile.name), ("ada@lovelace.example", None));
    assert_eq!(profile.phone.as_deref(), Some("+4930123456"));
}

#[tokio::test]
async fn errors_are_those_of_the_definition() {
    let service = service().await;
    let client = client(&service);
    let ada = client.users().create_user(&form("ada")).send().await.unwrap();
    client.users().create_user(&form("bob")).send().await.unwrap();
    let missing = client.user_profiles().get_user_profile("usr-0").send().await;
    assert!(matches!(missing, Err(GetUserProfileError::NotFound)));
    let wanted = UserProfileForm::new("bob@acme.example".into());
    let taken = client.user_profiles().update_user_profile(&ada.id, &wanted).send().await;
    assert!(matches!(taken, Err(UpdateUserProfileError::Conflict(_))));
    let wanted = UserProfileForm { phone: Some("030".into()), ..UserProfileForm::new("ada@acme.example".into()) };
    let invalid = client.user_profiles().update_user_profile(&ada.id, &wanted).send().await;
    let Err(UpdateUserProfileError::UnprocessableEntity(error)) = invalid else { panic!("{invalid:?}") };
    assert!(error.violations.iter().all(|it| it.pointer == "/phone"));
}
