//! ## What it does
//! Each successful write causes the events that its operation declares.
//!
//! ## Why is this bad?
//! Copies miss the change, and nothing ever tells them.
//!
//! ## Licence
//! `emits` of the operation. The run waits for the longest `within_ms` of the service after its last write. Writes that
//! changed nothing need no event; one that was only accepted (202) may be refused later, so there is some doubt.
use apigen_model::Severity;

use crate::Law;
use crate::law::{Check, Licence, Out};
use crate::told::{Certainty, Told};

pub(crate) static LAW: Law = Law {
    code: "event-follows-write",
    severity: Severity::Error,
    since: "0.1.0",
    why: "copies miss the change",
    licence: Licence::Definition,
    source: include_str!("event_follows_write.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some(due) = told.due else { return };
    let name = due.kind.as_deref().unwrap_or("an event");
    let expected = || format!("{name} of {}", due.key.as_deref().unwrap_or_default());
    match (told.event, due.certainty) {
        (Some(_), _) => out.held(),
        (None, Certainty::Accepted) => out.doubtful(name, expected(), "no such event"),
        (None, Certainty::Must) => out.broken(name, expected(), "no such event"),
        (None, Certainty::May) => {}
    }
}
