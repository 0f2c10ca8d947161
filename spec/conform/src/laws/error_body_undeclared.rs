//! ## What it does
//! A refusal that is declared without a type has no body.
//!
//! ## Why is this bad?
//! What nobody declared is relied upon by somebody.
//!
//! ## Licence
//! `unit` as the type of a response of 4xx or 5xx. Frameworks and proxies write bodies of their own, so it counts
//! where the same service keeps it elsewhere.
use apigen_model::Primitive;
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "error-body-undeclared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what nobody declared is relied upon by somebody",
    licence: Licence::Custom,
    source: include_str!("error_body_undeclared.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let declared = view.operation().and_then(|it| crate::check::declared(it, view.status()));
    let is_unit = declared.is_some_and(|it| it.ty.is(Primitive::Unit));
    if is_unit && view.status() >= 400 && !matches!(view.seen.intent, Intent::Head(_)) {
        out.judge(view.seen.answer.body.is_empty(), &view.status().to_string(), "no body", || {
            view.seen.answer.excerpt()
        });
    }
}
