//! ## What it does
//! No request, right or wrong, makes the service fail with a status of 5xx.
//!
//! ## Why is this bad?
//! A failure is a mistake of the service, and callers try it again.
//!
//! ## Licence
//! HTTP: 5xx says that the service is at fault. Declared ones are allowed, and so is 503.
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "no-server-error",
    severity: Severity::Error,
    since: "0.1.0",
    why: "a failure is a mistake of the service",
    licence: Licence::Definition,
    source: include_str!("no_server_error.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let is_declared = view.call().is_some_and(|it| it.declares(view.status()));
    let holds = view.status() < 500 || view.status() == 503 || is_declared;
    let place = view.place();
    out.judge(holds, &place, "an answer below 500", || format!("{} {}", view.status(), view.seen.answer.excerpt()));
}
