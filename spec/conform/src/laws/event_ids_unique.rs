//! ## What it does
//! No two events have one `event_id`.
//!
//! ## Why is this bad?
//! Consumers take the second one for the first that came again, and drop it.
//!
//! ## Licence
//! Every event of a stream has an `event_id`.
use apigen_model::Severity;

use crate::Law;
use crate::check::short;
use crate::events::Event;
use crate::law::{Check, Licence, Out};
use crate::told::Told;

pub(crate) static LAW: Law = Law {
    code: "event-ids-unique",
    severity: Severity::Error,
    since: "0.1.0",
    why: "consumers drop the second event as a repetition",
    licence: Licence::Definition,
    source: include_str!("event_ids_unique.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some((event, id)) = told.event.and_then(|it| Some((it, it.id()?))) else { return };
    let both = |other: &Event| {
        format!("{id} in {} and in {}", short(&other.payload.to_string()), short(&event.payload.to_string()))
    };
    match told.namesake {
        Some(other) => out.broken("/event_id", "an id of its own", both(other)),
        None => out.held(),
    }
}
