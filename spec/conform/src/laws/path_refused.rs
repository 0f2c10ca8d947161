//! ## What it does
//! A path that the definition does not have is not served.
//!
//! ## Why is this bad?
//! Callers take a slip of the pen for an answer.
//!
//! ## Licence
//! The paths of all operations.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "path-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers take a slip of the pen for an answer",
    licence: Licence::Definition,
    source: include_str!("path_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent == Intent::Path {
        out.judge(!view.seen.answer.is_success(), "path", "404", || view.status().to_string());
    }
}
