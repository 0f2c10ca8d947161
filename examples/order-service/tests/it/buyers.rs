//! Who orders: what the user service says of them, in the words of this service.

use apigen_http::server::InternalError;
use io_acme_error_v0::{ValidationErrorCode, ViolationRule};
use io_acme_order_v0::client::orders::CreateOrderError;
use io_acme_order_v0::{OrderError, OrderForm};
use io_acme_user_v0::server::user_profiles::GetUserProfileRequest;
use io_acme_user_v0::server::users::GetUserError;
use io_acme_user_v0::{User, UserProfile, UserStatus};

use crate::forms::{address, line, name, order};
use crate::mocks::{World, ada, product};

#[tokio::test]
async fn an_order_asks_each_service_once_however_often_it_is_sent() {
    let world = World::new().await;
    let (ada, can) = (ada(), product("prd-can"));
    let form = order(&ada.id, vec![line(&can, 2), line(&can, 1)]);
    world.expect_buyer(&ada);
    world.expect_products(vec![can]);
    world.expect_reservation(&form);
    let placed = world.place(&form).await.unwrap();
    assert_eq!(world.place(&form).await.unwrap(), placed);
    let asked = &world.catalog.products.list_products.received()[0].request;
    assert_eq!((asked.id.len(), asked.limit), (2, 100));
    world.verify();
}

#[tokio::test]
async fn an_unknown_user_is_a_violation_of_the_order() {
    let world = World::new().await;
    world.users.users.get_user.expect().fails(GetUserError::NotFound);
    world.catalog.products.list_products.expect().returns(vec![product("prd-can")]).always();
    let error = world.place(&order("usr-nobody", vec![line(&product("prd-can"), 1)])).await.unwrap_err();
    let CreateOrderError::UnprocessableEntity(error) = error else { panic!("{error}") };
    assert_eq!(error.code, ValidationErrorCode::UnknownReference);
    assert_eq!(
        (error.violations[0].pointer.as_str(), &error.violations[0].rule),
        ("/user_id", &ViolationRule::References)
    );
    world.verify();
}

#[tokio::test]
async fn users_who_are_not_active_do_not_get_as_far_as_a_reservation() {
    for status in [UserStatus::Pending, UserStatus::Suspended] {
        let world = World::new().await;
        world.expect_buyer(&User { status, ..ada() });
        world.catalog.products.list_products.expect().returns(vec![product("prd-can")]).always();
        let error = world.place(&order("usr-ada", vec![line(&product("prd-can"), 1)])).await.unwrap_err();
        let CreateOrderError::Conflict(OrderError::UserNotActiveError(error)) = error else { panic!("{error}") };
        assert_eq!((error.status, error.messages), (status, vec![format!("The user is {status}")]));
        world.verify();
    }
}

#[tokio::test]
async fn mistakes_among_ourselves_are_nobody_elses_business() {
    let secret = || InternalError::new("the database speaks of passwords");
    for mistake in [GetUserError::Unauthorized, GetUserError::Internal(secret())] {
        let world = World::new().await;
        world.users.users.get_user.expect().fails(mistake).always();
        world.catalog.products.list_products.expect().returns(Vec::new()).always();
        let error = world.place(&order("usr-ada", vec![line(&product("prd-can"), 1)])).await.unwrap_err();
        let CreateOrderError::Unexpected(answer) = error else { panic!("{error}") };
        assert_eq!(answer.status, 500);
        assert!(!String::from_utf8_lossy(&answer.body).contains("password"));
    }
}

#[tokio::test]
async fn parcels_go_home_unless_the_order_says_otherwise() {
    let world = World::new().await;
    let (ada, can) = (ada(), product("prd-can"));
    let form = OrderForm { delivery: None, ..order(&ada.id, vec![line(&can, 1)]) };
    let nowhere = UserProfile::new(ada.id.clone(), "ada@acme.example".into());
    let home = UserProfile { name: Some(name()), address: Some(address()), ..nowhere.clone() };
    world.users.users.get_user.expect().returns(ada.clone()).times(2);
    world.catalog.products.list_products.expect().returns(vec![can]).times(2);
    let asked = GetUserProfileRequest { user_id: ada.id.clone() };
    world.users.user_profiles.get_user_profile.expect().on(asked).returns(nowhere).returns(home);
    world.expect_reservation(&form);
    let error = world.place(&form).await.unwrap_err();
    assert!(matches!(error, CreateOrderError::UnprocessableEntity(it) if it.violations[0].pointer == "/delivery"));
    let placed = world.place(&form).await.unwrap();
    let delivery = world.client.deliveries().get_delivery(&placed.id).send().await.unwrap();
    assert_eq!((delivery.recipient, delivery.address), (name(), address()));
    world.verify();
}
