//! What is ordered: what the catalog says of it, and what that costs.

use apigen_types::{Date, Decimal};
use io_acme_catalog_v0::{DigitalGood, DownloadFormat, Product};
use io_acme_common_v0::Money;
use io_acme_error_v0::ValidationError;
use io_acme_order_v0::client::orders::CreateOrderError;
use io_acme_order_v0::{GiftCardPaymentForm, Order, OrderError, OrderForm, OrderLineForm, Payment, ShippingSpeed};

use crate::forms::{euros, line, order};
use crate::mocks::{World, ada, product};

/// What comes of an order when these are the products.
async fn place(products: Vec<Product>, form: &OrderForm) -> Result<Order, CreateOrderError> {
    let world = World::new().await;
    world.expect_buyer(&ada());
    world.expect_products(products);
    world.grant_reservations();
    let answer = world.place(form).await;
    world.verify();
    answer
}

async fn invalid(products: Vec<Product>, lines: Vec<OrderLineForm>) -> ValidationError {
    match place(products, &order("usr-ada", lines)).await {
        Err(CreateOrderError::UnprocessableEntity(it)) => it,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_total_is_lines_and_shipping() {
    let (can, hose) = (product("prd-can"), Product { price: euros(1005), ..product("prd-hose") });
    for (speed, shipping) in
        [(ShippingSpeed::Economy, 290), (ShippingSpeed::Standard, 490), (ShippingSpeed::NextDay, 990)]
    {
        let form = order("usr-ada", vec![line(&can, 2), line(&hose, 3)]);
        let form = OrderForm { shipping_speed: speed, ..form };
        let placed = place(vec![hose.clone(), can.clone()], &form).await.unwrap();
        assert_eq!(placed.total, euros(2 * 2490 + 3 * 1005 + shipping));
    }
}

#[tokio::test]
async fn what_is_downloaded_travels_for_nothing() {
    let content = DigitalGood::new(DownloadFormat::Pdf, 1_000_000).into();
    let book = Product { content, ..product("prd-book") };
    let placed = place(vec![book.clone()], &order("usr-ada", vec![line(&book, 1)])).await.unwrap();
    assert_eq!(placed.total, euros(2490));
}

#[tokio::test]
async fn a_buyer_who_saw_another_price_is_shown_the_present_one_and_may_take_it() {
    let world = World::new().await;
    let (before, after) = (product("prd-can"), Product { price: euros(2690), ..product("prd-can") });
    world.users.users.get_user.expect().returns(ada()).times(2);
    world.catalog.products.list_products.expect().returns(vec![after.clone()]).times(2);
    let form = order("usr-ada", vec![line(&before, 1)]);
    let error = world.place(&form).await.unwrap_err();
    let CreateOrderError::Conflict(OrderError::PriceChangedError(error)) = error else { panic!("{error}") };
    assert_eq!(error.lines, [line(&after, 1)]);
    let form = OrderForm { lines: error.lines, ..form };
    world.expect_reservation(&form);
    assert_eq!(world.place(&form).await.unwrap().total, euros(2690 + 490));
    world.verify();
}

#[tokio::test]
async fn products_that_are_not_for_sale_are_named_by_their_lines() {
    let (can, lost) = (product("prd-can"), product("prd-lost"));
    let error = invalid(vec![can.clone()], vec![line(&lost, 1), line(&can, 1), line(&lost, 2)]).await;
    let pointers: Vec<_> = error.violations.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(pointers, ["/lines/0/product_id", "/lines/2/product_id"]);
}

#[tokio::test]
async fn one_order_has_one_currency() {
    let francs = Product { price: Money::new(Decimal::from(20), "CHF".into()), ..product("prd-watch") };
    let can = product("prd-can");
    let error = invalid(vec![can.clone(), francs.clone()], vec![line(&can, 1), line(&francs, 1)]).await;
    assert_eq!(error.violations[0].pointer, "/lines/1/price/currency");
}

#[tokio::test]
async fn sums_that_no_decimal_holds_are_refused() {
    let price = Money::new("79228162514264337593543950335".parse().unwrap(), "EUR".into());
    let star = Product { price, ..product("prd-star") };
    let error = invalid(vec![star.clone()], vec![line(&star, 2)]).await;
    assert_eq!(error.messages, ["lines cost more than can be written down"]);
}

#[tokio::test]
async fn nothing_is_sold_before_its_day() {
    let soon = Product { released_on: Some(Date::of(9999, 1, 1)), ..product("prd-soon") };
    let error = place(vec![soon.clone()], &order("usr-ada", vec![line(&soon, 1)])).await.unwrap_err();
    let CreateOrderError::Conflict(OrderError::OutOfStockError(error)) = error else { panic!("{error}") };
    assert_eq!(error.messages, ["Watering can comes out on 9999-01-01"]);
}

#[tokio::test]
async fn gift_cards_pay_as_far_as_they_reach() {
    let can = product("prd-can");
    let pay = |quantity: i32| {
        let payment = GiftCardPaymentForm::new("ABCDEFGHJKLMNPQR".into()).into();
        OrderForm { payment, ..order("usr-ada", vec![line(&can, quantity)]) }
    };
    let placed = place(vec![can.clone()], &pay(3)).await.unwrap();
    let Payment::GiftCardPayment(payment) = placed.payment else { panic!("{:?}", placed.payment) };
    assert_eq!(payment.remaining, euros(10_000 - 3 * 2490 - 490));
    let error = place(vec![can.clone()], &pay(4)).await.unwrap_err();
    assert!(matches!(error, CreateOrderError::UnprocessableEntity(it) if it.violations[0].pointer == "/payment"));
}
