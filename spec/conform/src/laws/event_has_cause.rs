//! ## What it does
//! What is published was caused by a write that declares it, once.
//!
//! ## Why is this bad?
//! Consumers act on what never happened, or twice on what happened once.
//!
//! ## Licence
//! `emits` of the operations. Events about what only others may have written are in some doubt, since a run need not be
//! alone with the service; nothing is said when the run has written nothing.
use apigen_model::Severity;

use crate::Law;
use crate::check::short;
use crate::law::{Check, Licence, Out};
use crate::told::{Subject, Told};

pub(crate) static LAW: Law = Law {
    code: "event-has-cause",
    severity: Severity::Error,
    since: "0.1.0",
    why: "consumers act on what never happened",
    licence: Licence::Definition,
    source: include_str!("event_has_cause.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some(event) = told.event else { return };
    let place = told.kind().unwrap_or_default();
    let actual = || short(&event.payload.to_string());
    match told.subject {
        _ if told.due.is_some() => out.held(),
        Subject::Unknown => {}
        Subject::Ours => out.broken(place, "only events that a write of the object declares, each once", actual()),
        Subject::Foreign => out.doubtful(place, "no event about what nobody has written", actual()),
    }
}
