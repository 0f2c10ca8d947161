//! ## What it does
//! A second object with a value that only one may have is refused.
//!
//! ## Why is this bad?
//! Two objects answer to one name.
//!
//! ## Licence
//! `unique` of a field, or a unique index without a condition of a table.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "conflict-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "two objects answer to one name",
    licence: Licence::Definition,
    source: include_str!("conflict_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Conflict { place } = &view.seen.intent else { return };
    out.judge(!view.seen.answer.is_success(), place, "409, since another object has the value", || {
        view.status().to_string()
    });
}
