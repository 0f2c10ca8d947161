//! What a service takes, as tables, and the check of a body against them.

mod check;
mod query;
mod shape;
mod text;
mod violation;

pub(crate) use check::body;
pub(crate) use query::{Accepted, parameters};
pub(crate) use shape::{Member, Need, Shape, Slot};
pub(crate) use text::{is_code, is_digits, is_email};
pub(crate) use violation::{Rule, Violation};
