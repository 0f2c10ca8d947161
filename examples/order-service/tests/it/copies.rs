//! The copy of the users: what happens in the user service arrives here, and is used.

use apigen_test_servers::Postgres;
use io_acme_order_v0::client::orders::CreateOrderError;
use io_acme_user_v0::{SuspensionReason, UserForm, UserStatus, UserSuspensionForm};

use crate::company::Company;
use crate::forms::{line, order};

#[tokio::test]
async fn the_copy_follows_a_user_from_sign_up_to_the_end() {
    follow(Company::open().await).await;
}

#[tokio::test]
async fn on_postgresql_it_does_so_too_and_events_may_travel_through_it() {
    let server = Postgres::shared();
    let [users, orders, events] = [(); 3].map(|()| server.database());
    let transport = apigen_events::connect(&events).unwrap();
    follow(Company::on([&users, &orders], transport).await).await;
}

async fn follow(company: Company) {
    let ada = company.active_user("ada").await;
    company.settle().await;
    let copy = company.store.buyer(&ada.id).await.unwrap().unwrap();
    assert_eq!(copy.latest.as_ref(), Some(&ada), "as the user service tells it");
    let wanted = UserForm::new("lovelace".into(), "ada@acme.example".into());
    let renamed = company.users.users().update_user(&ada.id, &wanted).send().await.unwrap();
    company.settle().await;
    let later = company.store.buyer(&ada.id).await.unwrap().unwrap();
    assert_eq!(later.latest, Some(renamed));
    assert!(later.sequence > copy.sequence);
    company.users.users().delete_user(&ada.id).send().await.unwrap();
    company.settle().await;
    let gone = company.store.buyer(&ada.id).await.unwrap().unwrap();
    assert_eq!(gone.latest, None);
    assert!(gone.sequence > later.sequence, "the row stays, so that nothing old brings the user back");
    assert_eq!(company.store.buyer("usr-nobody").await.unwrap(), None);
    company.close().await;
}

#[tokio::test]
async fn who_may_order_does_so_while_the_user_service_is_away() {
    let company = Company::open().await;
    let (ada, bob) = (company.active_user("ada").await, company.active_user("bob").await);
    let reason = UserSuspensionForm::new(SuspensionReason::UnpaidOrders);
    let can = company.product("CAN-1", 3).await;
    let bob = company.users.users().suspend_user(&bob.id, &reason).send().await.unwrap();
    company.settle().await;
    let (orders, _others) = company.without_users().await;
    let place = async |user: &str| orders.orders().create_order(&order(user, vec![line(&can, 1)])).send().await;
    assert_eq!(place(&ada.id).await.unwrap().user_id, ada.id);
    assert_eq!(bob.status, UserStatus::Suspended);
    let refused = place(&bob.id).await;
    assert!(matches!(refused, Err(CreateOrderError::ServiceUnavailable)), "nobody is refused on hearsay: {refused:?}");
}

#[tokio::test]
async fn an_event_that_is_told_again_brings_nothing_back() {
    let company = Company::open().await;
    let ada = company.active_user("ada").await;
    company.users.users().delete_user(&ada.id).send().await.unwrap();
    company.settle().await;
    let gone = company.store.buyer(&ada.id).await.unwrap();
    assert_eq!(company.tell_again(1, 2).await, 2, "that she signed up, and is active");
    company.settle().await;
    assert_eq!(company.store.buyer(&ada.id).await.unwrap(), gone);
    company.close().await;
}
