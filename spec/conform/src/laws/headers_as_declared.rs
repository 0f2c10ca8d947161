//! ## What it does
//! Declared headers of an answer are there when they are required, and have values of their types.
//!
//! ## Why is this bad?
//! Clients fail to read them, or miss what only they say.
//!
//! ## Licence
//! `headers` of the response.
use apigen_model::Severity;

use crate::Law;
use crate::check::AnswerFault;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "headers-as-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "clients miss what only they say",
    licence: Licence::Definition,
    source: include_str!("headers_as_declared.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let declared = view.operation().and_then(|it| crate::check::declared(it, view.status()));
    if declared.is_none_or(|it| it.headers.is_empty()) {
        return;
    }
    for fault in view.faults {
        match fault {
            AnswerFault::HeaderMissing(name) => out.broken(name, "a value", "no such header"),
            AnswerFault::Header(name, it) => out.broken(name, &it.expected, &it.actual),
            _ => {}
        }
    }
    if out.broken.is_empty() {
        out.held();
    }
}
