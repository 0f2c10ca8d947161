//! Stock: counting shelves while orders take pieces.

use io_acme_catalog_v0::client::stocks::{GetStockError, UpdateStockError};
use io_acme_catalog_v0::{Availability, ReservationForm, ReservationLine, StockForm};
use io_acme_error_v0::ConflictErrorCode;

use crate::{colleague, product, service, stock};

#[tokio::test]
async fn availability_follows_the_quantity() {
    let client = colleague(&service());
    let id = product(&client, "CAN-1", 0).await.id;
    let mut version = stock(&client, &id).await.version;
    for (quantity, expected) in [(0, Availability::OutOfStock), (4, Availability::FewLeft), (5, Availability::InStock)]
    {
        let stock = client.stocks().update_stock(&id, &StockForm::new(quantity, version)).send().await.unwrap();
        assert_eq!((stock.quantity, &stock.availability), (quantity, &expected));
        version = stock.version;
    }
    assert!(matches!(client.stocks().get_stock("prd-0").send().await, Err(GetStockError::NotFound)));
}

#[tokio::test]
async fn a_count_that_a_sale_has_overtaken_is_refused() {
    let client = colleague(&service());
    let id = product(&client, "CAN-1", 7).await.id;
    let counted = stock(&client, &id).await;
    let form = ReservationForm::new(vec![ReservationLine::new(id.clone(), 2)]);
    client.reservations().create_reservation("ord-1", &form).send().await.unwrap();
    let count = StockForm::new(counted.quantity, counted.version);
    let error = client.stocks().update_stock(&id, &count).send().await.unwrap_err();
    let UpdateStockError::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!((conflict.code, conflict.pointers), (ConflictErrorCode::StaleVersion, Some(vec!["/version".into()])));
    let present = stock(&client, &id).await;
    assert_eq!((present.quantity, present.version), (5, counted.version + 1));
}
