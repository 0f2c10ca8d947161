//! ## What it does
//! A method that the definition does not have for a path is refused.
//!
//! ## Why is this bad?
//! There is a way in that nobody knows of.
//!
//! ## Licence
//! The operations of the path; `HEAD` and `OPTIONS` are HTTP's own.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "method-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "there is a way in that nobody knows of",
    licence: Licence::Definition,
    source: include_str!("method_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent != Intent::Method {
        return;
    }
    let holds = !(200..400).contains(&view.status());
    out.judge(holds, &view.seen.request.method, "405", || view.status().to_string());
}
