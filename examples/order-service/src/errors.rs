//! The declared errors, in the words of this service.

use acme_service_kit::{conflict, invalid};
use apigen_http::client::Failure;
use io_acme_error_v0::{ConflictError, ConflictErrorCode, ValidationError, ViolationLocation, ViolationRule};
use io_acme_order_v0::{OrderError, OrderLineForm, OutOfStockError, PriceChangedError, UserNotActiveError};
use io_acme_user_v0::UserStatus;

/// The user may not order.
pub(crate) fn user_not_active(status: UserStatus) -> OrderError {
    UserNotActiveError::new(vec![format!("The user is {status}")], status).into()
}

/// The products with these ids ran out.
pub(crate) fn out_of_stock(messages: Vec<String>, product_ids: Vec<String>) -> OrderError {
    OutOfStockError::new(messages, product_ids).into()
}

/// The buyer saw other prices than these.
pub(crate) fn price_changed(lines: Vec<OrderLineForm>) -> OrderError {
    PriceChangedError::new(vec!["Prices have changed meanwhile".to_owned()], lines).into()
}

/// A value of the body that the definition allows, and this order does not.
pub(crate) fn wrong(pointer: impl Into<String>, rule: ViolationRule, message: &str) -> ValidationError {
    invalid(ViolationLocation::Body, pointer, rule, message)
}

/// Too late to change where the parcel goes, or whether.
pub(crate) fn parcel_has_left() -> ConflictError {
    conflict(ConflictErrorCode::WrongState, "The parcel has left", &[])
}

/// Whether another service gave no answer, which may be different in a moment; an answer that makes no sense will not.
pub(crate) fn is_silence(failure: &Failure) -> bool {
    matches!(failure, Failure::Timeout { .. } | Failure::Transport { .. } | Failure::CircuitOpen { .. })
}
