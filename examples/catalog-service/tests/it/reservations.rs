//! Reservations: all pieces or none, once for each id.

use io_acme_catalog_v0::client::reservations::{CreateReservationError, DeleteReservationError, GetReservationError};
use io_acme_catalog_v0::{ReservationForm, ReservationLine};
use tokio::task::JoinSet;

use crate::{colleague, product, service, stock};

fn pieces(lines: &[(&str, i32)]) -> ReservationForm {
    let line = |it: &(&str, i32)| ReservationLine::new(it.0.to_owned(), it.1);
    ReservationForm::new(lines.iter().map(line).collect())
}

#[tokio::test]
async fn pieces_are_taken_once_and_put_back_once() {
    let client = colleague(&service());
    let can = product(&client, "CAN-1", 3).await.id;
    let reserve = || client.reservations().create_reservation("ord-1", &pieces(&[(&can, 1), (&can, 1)])).send();
    let reservation = reserve().await.unwrap();
    assert_eq!(reserve().await.unwrap(), reservation, "sending again takes nothing more");
    assert_eq!(client.reservations().get_reservation("ord-1").send().await.unwrap(), reservation);
    assert_eq!(stock(&client, &can).await.quantity, 1);
    let delete = || client.reservations().delete_reservation("ord-1").send();
    delete().await.unwrap();
    assert!(matches!(delete().await, Err(DeleteReservationError::NotFound)));
    let gone = client.reservations().get_reservation("ord-1").send().await;
    assert!(matches!(gone, Err(GetReservationError::NotFound)));
    assert_eq!(stock(&client, &can).await.quantity, 3);
}

#[tokio::test]
async fn a_shortage_of_one_product_leaves_the_others_alone() {
    let client = colleague(&service());
    let (can, hose) = (product(&client, "CAN-1", 5).await.id, product(&client, "HOSE-1", 1).await.id);
    let wanted = pieces(&[(&can, 2), (&hose, 1), (&hose, 1)]);
    let error = client.reservations().create_reservation("ord-1", &wanted).send().await.unwrap_err();
    let CreateReservationError::Conflict(shortage) = error else { panic!("{error}") };
    assert_eq!(shortage.product_ids, [hose]);
    assert_eq!(shortage.messages, ["Product HOSE-1: 1 left"]);
    assert_eq!(stock(&client, &can).await.quantity, 5);
}

#[tokio::test]
async fn what_is_not_for_sale_cannot_be_reserved() {
    let client = colleague(&service());
    let can = product(&client, "CAN-1", 5).await.id;
    let wanted = pieces(&[(&can, 1), ("prd-0", 1)]);
    let error = client.reservations().create_reservation("ord-1", &wanted).send().await.unwrap_err();
    let CreateReservationError::UnprocessableEntity(error) = error else { panic!("{error}") };
    assert_eq!(error.violations[0].pointer, "/lines/1/product_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_at_the_same_moment_never_share_a_piece() {
    let client = colleague(&service());
    let can = product(&client, "CAN-1", 10).await.id;
    let order = |index: i32| {
        let (client, wanted) = (client.clone(), pieces(&[(&can, 3)]));
        async move { client.reservations().create_reservation(&format!("ord-{index}"), &wanted).send().await.is_ok() }
    };
    let answers = (1..=6).map(order).collect::<JoinSet<_>>().join_all().await;
    assert_eq!(answers.into_iter().filter(|it| *it).count(), 3);
    assert_eq!(stock(&client, &can).await.quantity, 1);
}
