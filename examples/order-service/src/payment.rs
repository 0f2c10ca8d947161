//! Payment, as far as it happens when an order is placed.

use std::time::Duration;

use apigen_types::{DateTime, Decimal};
use io_acme_common_v0::Money;
use io_acme_error_v0::{ValidationError, ViolationRule};
use io_acme_order_v0::{CardBrand, CardPayment, GiftCardPayment, InvoicePayment, Payment, PaymentForm};

use crate::errors::wrong;

const TIME_TO_PAY: Duration = Duration::from_hours(14 * 24);

/// What becomes of the buyer's wish.
///
/// A real service would ask the payment provider here. The demo knows every card by the end of its token, and every
/// gift card is worth a hundred.
pub(crate) fn accept(form: PaymentForm, total: &Money, now: DateTime) -> Result<Payment, ValidationError> {
    match form {
        PaymentForm::CardPaymentForm(form) => {
            let digits: Vec<_> = form.token.chars().filter(char::is_ascii_digit).collect();
            let last = digits.get(digits.len().saturating_sub(4)..).unwrap_or_default();
            let last_digits = format!("{:0>4}", last.iter().collect::<String>());
            Ok(CardPayment::new(CardBrand::Visa, last_digits).into())
        }
        PaymentForm::InvoicePaymentForm(_) => {
            let due = now.checked_add(TIME_TO_PAY).unwrap_or(now).date();
            Ok(InvoicePayment::new(due).into())
        }
        PaymentForm::GiftCardPaymentForm(_) => {
            let left = Decimal::from(100).checked_sub(total.amount).filter(|it| *it >= Decimal::from(0));
            let left = left.ok_or_else(|| wrong("/payment", ViolationRule::Minimum, "is worth less than the order"))?;
            Ok(GiftCardPayment::new(Money::new(left, total.currency.clone())).into())
        }
    }
}
