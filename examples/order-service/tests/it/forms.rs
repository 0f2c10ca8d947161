//! What tests ask for.

use apigen_types::{Decimal, Uuid};
use io_acme_catalog_v0::{PhysicalGood, Product, ProductForm, ProductStatus};
use io_acme_common_v0::{Address, Dimensions, Money, Name};
use io_acme_order_v0::{CardPaymentForm, DeliveryForm, OrderForm, OrderLineForm};

pub(crate) fn euros(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), "EUR".into())
}

pub(crate) fn name() -> Name {
    Name { first: Some("Ada".into()), last: Some("Lovelace".into()) }
}

pub(crate) fn address() -> Address {
    Address::new(vec!["Torstraße 1".into()], "Berlin".into(), "DEU".into())
}

/// Something to sell for 24.90.
pub(crate) fn product(number: &str, category_id: &str) -> ProductForm {
    let content = PhysicalGood::new(Dimensions::new(900, 380, 180, 300), "DEU".into()).into();
    let form = ProductForm::new(number.into(), "Watering can".into(), category_id.into(), euros(2490), content);
    ProductForm { status: ProductStatus::Listed, ..form }
}

/// Some pieces of a product at its price.
pub(crate) fn line(product: &Product, quantity: i32) -> OrderLineForm {
    OrderLineForm::new(product.id.clone(), quantity, product.price.clone())
}

/// An order paid by card and sent to the address above.
pub(crate) fn order(user_id: &str, lines: Vec<OrderLineForm>) -> OrderForm {
    let payment = CardPaymentForm::new("tok-4242".into()).into();
    let delivery = Some(DeliveryForm::new(name(), address()));
    OrderForm { delivery, ..OrderForm::new(Uuid::new_v4(), user_id.into(), lines, payment) }
}
