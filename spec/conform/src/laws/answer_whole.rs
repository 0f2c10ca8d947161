//! ## What it does
//! Every request gets one whole answer: within the time, as long as it says, and no longer than anybody should
//! read.
//!
//! ## Why is this bad?
//! Callers hang, or take half an answer for the whole.
//!
//! ## Licence
//! HTTP.
use apigen_model::Severity;

use crate::Law;
use crate::exchange::Failure;
use crate::law::{Check, Licence, Out};

pub(crate) static LAW: Law = Law {
    code: "answer-whole",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers hang, or take half an answer for the whole",
    licence: Licence::Definition,
    source: include_str!("answer_whole.rs"),
    check: Check::Failure(check),
};

fn check(failure: &Failure, out: &mut Out) {
    let place = match failure {
        Failure::Unreachable(_) | Failure::Refused(_) => return,
        Failure::Broken(_) => "broken",
        Failure::Timeout(_) => "timeout",
        Failure::TooLarge(_) => "too-large",
    };
    out.broken(place, "a whole answer", failure.to_string());
}
