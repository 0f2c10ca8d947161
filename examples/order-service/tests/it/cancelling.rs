//! Cancelling: the pieces go back, and cancelling again is safe.

use apigen_store::Database;
use apigen_test_servers::{Postgres, eventually};
use apigen_types::DateTime;
use io_acme_catalog_v0::server::reservations::{DeleteReservationError, DeleteReservationRequest};
use io_acme_error_v0::ConflictErrorCode;
use io_acme_order_v0::client::deliveries::UpdateDeliveryError;
use io_acme_order_v0::client::orders::CancelOrderError;
use io_acme_order_v0::store::Orders;
use io_acme_order_v0::{
    CancellationReason, DeliveryForm, Order, OrderCancellation, OrderCancellationForm, OrderStatus,
};

use crate::forms::{address, line, name, order};
use crate::mocks::{World, ada, product};

#[tokio::test]
async fn pieces_are_put_back_each_time_in_case_they_were_not() {
    let world = World::new().await;
    let form = order("usr-ada", vec![line(&product("prd-can"), 1)]);
    world.expect_buyer(&ada());
    world.expect_products(vec![product("prd-can")]);
    world.expect_reservation(&form);
    let placed = world.place(&form).await.unwrap();
    let back = DeleteReservationRequest { id: placed.id.clone() };
    let delete = &world.catalog.reservations.delete_reservation;
    delete.expect().on(back).returns(()).fails(DeleteReservationError::NotFound);
    let cancel = || {
        let form = OrderCancellationForm::new(CancellationReason::ChangedMind);
        world.client.orders().cancel_order(&placed.id, &form).send()
    };
    let cancelled = cancel().await.unwrap();
    assert_eq!(cancelled.status, OrderStatus::Cancelled);
    assert_eq!(cancelled.cancellation.as_ref().map(|it| &it.reason), Some(&CancellationReason::ChangedMind));
    assert_eq!(cancel().await.unwrap(), cancelled, "the first time counts");
    assert_eq!(delete.count(), 2);
    let elsewhere = DeliveryForm::new(name(), address());
    let late = world.client.deliveries().update_delivery(&placed.id, &elsewhere).send().await;
    assert!(matches!(late, Err(UpdateDeliveryError::Conflict(it)) if it.code == ConflictErrorCode::WrongState));
    world.verify();
}

#[tokio::test]
async fn of_two_who_cancel_at_once_the_first_counts_and_both_succeed() {
    let url = Postgres::shared().database();
    let (world, database) = (World::on(&url).await, Database::connect(&url).await.unwrap());
    let form = order("usr-ada", vec![line(&product("prd-can"), 1)]);
    world.expect_buyer(&ada());
    world.expect_products(vec![product("prd-can")]);
    world.expect_reservation(&form);
    let placed = world.place(&form).await.unwrap();
    let back = DeleteReservationRequest { id: placed.id.clone() };
    world.catalog.reservations.delete_reservation.expect().on(back).returns(());

    let mut first = database.begin().await.unwrap();
    let before = Orders::of(&mut first).get(&placed.id).await.unwrap().unwrap();
    let cancellation = OrderCancellation::new(CancellationReason::TooLate, DateTime::now());
    let after = Order { status: OrderStatus::Cancelled, cancellation: Some(cancellation), ..before.clone() };
    Orders::of(&mut first).update_from(&before, &after).await.unwrap();
    let form = OrderCancellationForm::new(CancellationReason::ChangedMind);
    let second = world.client.orders().cancel_order(&placed.id, &form).send();
    let commit = async {
        let waits = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        eventually("the second waits for the first", async || {
            (!database.query(waits, &[]).await.unwrap().is_empty()).then_some(())
        })
        .await;
        first.commit().await.unwrap();
    };
    let (second, ()) = tokio::join!(second, commit);
    assert_eq!(second.unwrap().cancellation.unwrap().reason, CancellationReason::TooLate);
    world.verify();
}

#[tokio::test]
async fn an_order_that_nobody_placed_asks_nobody() {
    let world = World::new().await;
    let form = OrderCancellationForm::new(CancellationReason::TooLate);
    let missing = world.client.orders().cancel_order("ord-0", &form).send().await;
    assert!(matches!(missing, Err(CancelOrderError::NotFound)));
    world.verify();
}
