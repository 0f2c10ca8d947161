//! ## What it does
//! The body of an answer is a value of the declared type: fields, types, formats, bounds, values of closed enums,
//! discriminators, nothing undeclared.
//!
//! ## Why is this bad?
//! Generated clients refuse the answer, or lose what it says.
//!
//! ## Licence
//! `type` of the response, with the constraints of its fields.
use apigen_model::Severity;

use crate::Law;
use crate::check::AnswerFault;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "body-as-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "clients refuse it or lose what it says",
    licence: Licence::Definition,
    source: include_str!("body_as_declared.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let mut faults = view.faults.iter().filter_map(|it| match it {
        AnswerFault::Body(it) => Some(it),
        _ => None,
    });
    let Some(first) = faults.next() else {
        if !view.seen.answer.body.is_empty() && !view.faults.contains(&AnswerFault::Status) {
            out.held();
        }
        return;
    };
    for it in std::iter::once(first).chain(faults) {
        let place = format!("{}{} {}", view.status(), general(&it.pointer), it.rule.as_str());
        out.broken(
            place,
            &it.expected,
            format!("{} at {}", it.actual, if it.pointer.is_empty() { "/" } else { &it.pointer }),
        );
    }
}

/// The pointer without positions: what is wrong with one element is wrong with all.
fn general(pointer: &str) -> String {
    let steps = pointer.split('/').map(|it| if it.parse::<usize>().is_ok() { "*" } else { it });
    steps.collect::<Vec<_>>().join("/")
}
