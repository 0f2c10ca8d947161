//! Reserving: what the catalog says when the pieces are wanted.

use io_acme_catalog_v0::ShortageError;
use io_acme_catalog_v0::server::reservations::CreateReservationError;
use io_acme_error_v0::{ValidationError, ValidationErrorCode};
use io_acme_order_v0::client::orders::CreateOrderError;
use io_acme_order_v0::{OrderError, OutOfStockError};

use crate::forms::{line, order};
use crate::mocks::{World, ada, product};

/// What an order for a watering can is told when its reservation fails; no order is kept.
async fn refused(error: CreateReservationError) -> CreateOrderError {
    let world = World::new().await;
    world.expect_buyer(&ada());
    world.expect_products(vec![product("prd-can")]);
    world.catalog.reservations.create_reservation.expect().fails(error);
    let answer = world.place(&order("usr-ada", vec![line(&product("prd-can"), 1)])).await;
    assert_eq!(world.client.orders().list_orders().send().await.unwrap(), []);
    world.verify();
    answer.unwrap_err()
}

#[tokio::test]
async fn a_shortage_is_out_of_stock() {
    let shortage = ShortageError::new(vec!["Watering can: 0 left".into()], vec!["prd-can".into()]);
    let error = refused(CreateReservationError::Conflict(shortage)).await;
    let expected = OutOfStockError::new(vec!["Watering can: 0 left".into()], vec!["prd-can".into()]);
    assert!(matches!(error, CreateOrderError::Conflict(OrderError::OutOfStockError(it)) if it == expected));
}

#[tokio::test]
async fn what_went_off_sale_meanwhile_is_named_by_its_line() {
    let gone = ValidationError {
        code: ValidationErrorCode::UnknownReference,
        messages: vec!["lines/0/product_id does not exist".into()],
        violations: Vec::new(),
    };
    let error = refused(CreateReservationError::UnprocessableEntity(gone.clone())).await;
    assert!(matches!(error, CreateOrderError::UnprocessableEntity(it) if it == gone));
}
