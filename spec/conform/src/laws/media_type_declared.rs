//! ## What it does
//! What is answered as JSON is called JSON, in UTF-8.
//!
//! ## Why is this bad?
//! Clients and proxies decide by the media type whether to read a body at all.
//!
//! ## Licence
//! Any response with a type that is not `unit`.
use apigen_model::Severity;

use crate::Law;
use crate::check::AnswerFault;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "media-type-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "clients decide by it whether to read the body",
    licence: Licence::Definition,
    source: include_str!("media_type_declared.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let wrong = view.faults.iter().find_map(|it| match it {
        AnswerFault::MediaType(it) => Some(it),
        _ => None,
    });
    match wrong {
        Some(it) => out.broken("content-type", "application/json", if it.is_empty() { "nothing" } else { it }),
        None if !view.seen.answer.body.is_empty() => out.held(),
        None => {}
    }
}
