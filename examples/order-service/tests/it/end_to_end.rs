//! The three services on sockets, from a sign-up to a parcel.

use io_acme_healthcheck_v0::HealthcheckStatus;
use io_acme_order_v0::client::orders::{CreateOrderError, GetOrderError};
use io_acme_order_v0::{
    CancellationReason, OrderCancellationForm, OrderError, OrderForm, OrderStatus, OutOfStockError, UserNotActiveError,
};
use io_acme_user_v0::{SuspensionReason, UserStatus, UserSuspensionForm};

use crate::company::Company;
use crate::forms::{address, euros, line, order};

#[tokio::test]
async fn a_user_orders_and_thinks_again() {
    let company = Company::open().await;
    let ada = company.active_user("ada").await;
    company.moves_in(&ada).await;
    let can = company.product("CAN-1", 3).await;
    let form = OrderForm { delivery: None, ..order(&ada.id, vec![line(&can, 2)]) };
    let placed = company.orders.orders().create_order(&form).send().await.unwrap();
    assert_eq!((placed.status, &placed.total), (OrderStatus::Placed, &euros(2 * 2490 + 490)));
    assert_eq!(company.left(&can).await, 1);
    assert_eq!(company.orders.orders().create_order(&form).send().await.unwrap(), placed, "sent twice, placed once");
    assert_eq!(company.left(&can).await, 1);
    let delivery = company.orders.deliveries().get_delivery(&placed.id).send().await.unwrap();
    assert_eq!((delivery.address, delivery.content.len()), (address(), 1), "home, since the order does not say");
    let reason = OrderCancellationForm::new(CancellationReason::ChangedMind);
    let cancelled = company.orders.orders().cancel_order(&placed.id, &reason).send().await.unwrap();
    assert_eq!(cancelled.status, OrderStatus::Cancelled);
    assert_eq!(company.left(&can).await, 3);
    assert_eq!(company.orders.orders().get_order(&placed.id).send().await.unwrap(), cancelled);
    assert!(matches!(company.orders.orders().get_order("ord-0").send().await, Err(GetOrderError::NotFound)));
    company.close().await;
}

#[tokio::test]
async fn the_same_order_sent_twice_at_once_is_one_order() {
    let company = Company::open().await;
    let ada = company.active_user("ada").await;
    let can = company.product("CAN-1", 3).await;
    let form = order(&ada.id, vec![line(&can, 2)]);
    let send = || company.orders.orders().create_order(&form).send();
    let (first, second) = tokio::join!(send(), send());
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(company.left(&can).await, 1);
    company.close().await;
}

#[tokio::test]
async fn what_others_refuse_is_refused_in_own_words() {
    let company = Company::open().await;
    let ada = company.active_user("ada").await;
    let can = company.product("CAN-1", 1).await;
    let place = async |quantity: i32| {
        let form = order(&ada.id, vec![line(&can, quantity)]);
        company.orders.orders().create_order(&form).send().await.unwrap_err()
    };
    let expected = OutOfStockError::new(vec!["Watering can: 1 left".into()], vec![can.id.clone()]);
    assert!(matches!(place(2).await, CreateOrderError::Conflict(OrderError::OutOfStockError(it)) if it == expected));
    let reason = UserSuspensionForm::new(SuspensionReason::UnpaidOrders);
    company.users.users().suspend_user(&ada.id, &reason).send().await.unwrap();
    company.settle().await;
    let expected = UserNotActiveError::new(vec!["The user is suspended".into()], UserStatus::Suspended);
    assert!(matches!(place(1).await, CreateOrderError::Conflict(OrderError::UserNotActiveError(it)) if it == expected));
    assert_eq!(company.left(&can).await, 1);
    company.close().await;
}

#[tokio::test]
async fn without_the_catalog_orders_wait_and_the_health_check_says_why() {
    let company = Company::open().await;
    let ada = company.active_user("ada").await;
    let can = company.product("CAN-1", 1).await;
    let health = company.health.clone();
    let statuses = async || -> Vec<_> {
        let answer = health.healthchecks().get_healthcheck().send().await.unwrap();
        assert_eq!(answer.status, HealthcheckStatus::Healthy, "a broken dependency is not our illness");
        answer.dependencies.into_iter().map(|it| (it.name, it.status)).collect()
    };
    let (users, catalog) = ("user-service".to_owned(), "catalog-service".to_owned());
    let healthy = || HealthcheckStatus::Healthy;
    assert_eq!(statuses().await, [(users.clone(), healthy()), (catalog.clone(), healthy())]);
    let (orders, _others) = company.without_catalog().await;
    assert_eq!(statuses().await, [(users, healthy()), (catalog, HealthcheckStatus::Unhealthy)]);
    let form = order(&ada.id, vec![line(&can, 1)]);
    let refused = orders.orders().create_order(&form).send().await;
    assert!(matches!(refused, Err(CreateOrderError::ServiceUnavailable)), "{refused:?}");
}
