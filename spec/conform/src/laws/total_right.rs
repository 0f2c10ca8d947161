//! ## What it does
//! The total that a list tells is the number of its elements.
//!
//! ## Why is this bad?
//! Callers show a wrong number, or stop too early.
//!
//! ## Licence
//! A header of the answer that is called like a total, or a field `total` or `total_count` beside the elements, that is
//! a whole number.
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out, Walk};

pub(crate) static LAW: Law = Law {
    code: "total-right",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers show a wrong number, or stop too early",
    licence: Licence::Definition,
    source: include_str!("total_right.rs"),
    check: Check::Walk(check),
};

fn check(walk: &Walk<'_>, out: &mut Out) {
    let Some(total) = walk.total.filter(|_| walk.is_complete) else { return };
    let count = i64::try_from(walk.elements().count()).unwrap_or(i64::MAX);
    out.judge(total == count, "total", &count.to_string(), || total.to_string());
}
