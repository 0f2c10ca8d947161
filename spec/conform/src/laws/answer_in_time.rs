//! ## What it does
//! An operation answers within the time that it promises. The fastest of several answers counts, request is slow
//! again.
//!
//! ## Why is this bad?
//! Callers give up, or wait longer than their own callers do.
//!
//! ## Licence
//! `max_response_time_ms` of the operation.
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "answer-in-time",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers give up",
    licence: Licence::Definition,
    source: include_str!("answer_in_time.rs"),
    check: Check::Fastest(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let limit = view.operation().and_then(|it| it.behaviour.as_ref()?.max_response_time_ms);
    let Some(limit) = limit else { return };
    let taken = view.seen.answer.elapsed.as_millis();
    out.judge(taken <= u128::from(limit), "time", &format!("at most {limit} ms"), || format!("{taken} ms"));
}
