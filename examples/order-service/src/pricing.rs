//! What a basket costs, at the prices that the catalog tells.

use acme_service_kit::unknown_references;
use apigen_types::{Date, Decimal};
use io_acme_catalog_v0::{PhysicalGood, Product, ProductContent};
use io_acme_common_v0::Money;
use io_acme_error_v0::{ValidationError, ViolationRule};
use io_acme_order_v0::server::orders::CreateOrderError;
use io_acme_order_v0::{OrderError, OrderLine, OrderLineForm, ShippingSpeed};

use crate::errors::{out_of_stock, price_changed, wrong};

/// A basket with prices.
#[derive(Debug)]
pub(crate) struct Basket {
    pub(crate) lines: Vec<OrderLine>,
    pub(crate) total: Money,
    /// What has to be packed.
    pub(crate) parcel: Vec<PhysicalGood>,
}

/// A line that the buyer asks for, and the product that it names.
type Line<'a> = (&'a OrderLineForm, &'a Product);

/// Prices a basket, unless something about it cannot be had, or not at the price that the buyer saw.
pub(crate) fn price(
    forms: &[OrderLineForm],
    products: &[Product],
    speed: ShippingSpeed,
    today: Date,
) -> Result<Basket, CreateOrderError> {
    let lines = known(forms, products).map_err(CreateOrderError::UnprocessableEntity)?;
    released(&lines, today).map_err(CreateOrderError::Conflict)?;
    unchanged(&lines).map_err(CreateOrderError::Conflict)?;
    let parcel: Vec<_> = lines.iter().filter_map(|(_, product)| physical(product)).collect();
    let total = total(&lines, shipping(speed, &parcel)).map_err(CreateOrderError::UnprocessableEntity)?;
    Ok(Basket { lines: lines.iter().map(order_line).collect(), total, parcel })
}

fn known<'a>(forms: &'a [OrderLineForm], products: &'a [Product]) -> Result<Vec<Line<'a>>, ValidationError> {
    let (mut lines, mut unknown) = (Vec::new(), Vec::new());
    for (index, form) in forms.iter().enumerate() {
        match products.iter().find(|it| it.id == form.product_id) {
            Some(product) => lines.push((form, product)),
            None => unknown.push(format!("/lines/{index}/product_id")),
        }
    }
    if unknown.is_empty() { Ok(lines) } else { Err(unknown_references(unknown)) }
}

fn released(lines: &[Line<'_>], today: Date) -> Result<(), OrderError> {
    let early = lines.iter().filter_map(|(_, it)| Some((it, it.released_on.filter(|day| *day > today)?)));
    let (messages, ids): (Vec<_>, Vec<_>) =
        early.map(|(it, day)| (format!("{} comes out on {day}", it.name), it.id.clone())).unzip();
    if ids.is_empty() { Ok(()) } else { Err(out_of_stock(messages, ids)) }
}

fn unchanged(lines: &[Line<'_>]) -> Result<(), OrderError> {
    let changed = lines.iter().filter(|(form, product)| form.price != product.price);
    let present: Vec<_> =
        changed.map(|(form, product)| OrderLineForm { price: product.price.clone(), ..(*form).clone() }).collect();
    if present.is_empty() { Ok(()) } else { Err(price_changed(present)) }
}

fn physical(product: &Product) -> Option<PhysicalGood> {
    match &product.content {
        ProductContent::PhysicalGood(it) => Some(it.clone()),
        // The union is open: what the catalog sells one day is not packed until this service knows how.
        _ => None,
    }
}

/// What the carrier takes; what is downloaded travels for nothing.
fn shipping(speed: ShippingSpeed, parcel: &[PhysicalGood]) -> Decimal {
    let cents = match speed {
        _ if parcel.is_empty() => 0,
        ShippingSpeed::Economy => 290,
        ShippingSpeed::Standard => 490,
        ShippingSpeed::NextDay => 990,
    };
    Decimal::new(cents, 2)
}

fn total(lines: &[Line<'_>], shipping: Decimal) -> Result<Money, ValidationError> {
    let currency = lines.first().map(|(form, _)| form.price.currency.clone()).unwrap_or_default();
    if let Some(other) = lines.iter().position(|(form, _)| form.price.currency != currency) {
        let pointer = format!("/lines/{other}/price/currency");
        return Err(wrong(pointer, ViolationRule::Enum, "must be the same in all lines"));
    }
    let amount = lines.iter().try_fold(shipping, |sum, (form, _)| {
        let line = form.price.amount.checked_mul(i64::from(form.quantity).into())?;
        sum.checked_add(line)
    });
    let too_large = || wrong("/lines", ViolationRule::Maximum, "cost more than can be written down");
    Ok(Money::new(amount.ok_or_else(too_large)?, currency))
}

fn order_line((form, product): &Line<'_>) -> OrderLine {
    OrderLine::new(product.id.clone(), product.name.clone(), form.quantity, product.price.clone())
}
