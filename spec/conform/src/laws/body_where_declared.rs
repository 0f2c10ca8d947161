//! ## What it does
//! There is a body where the response has a type, and none where it is `unit` or the status allows none.
//!
//! ## Why is this bad?
//! Clients read what is not there, or take the next answer for a part of this one.
//!
//! ## Licence
//! `type` of the response; HTTP for 204, 205 and 304. An error that is declared without a type may explain itself.
use apigen_model::Severity;

use crate::Law;
use crate::check::AnswerFault;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "body-where-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "clients read what is not there",
    licence: Licence::Definition,
    source: include_str!("body_where_declared.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let status = view.status().to_string();
    for fault in view.faults {
        match fault {
            AnswerFault::BodyMissing => out.broken(&status, "a body", "nothing"),
            AnswerFault::BodyUnexpected => out.broken(&status, "no body", view.seen.answer.excerpt()),
            _ => {}
        }
    }
    if out.broken.is_empty() && !view.faults.contains(&AnswerFault::Status) {
        out.held();
    }
}
