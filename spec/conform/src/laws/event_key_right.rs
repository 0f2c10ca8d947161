//! ## What it does
//! An event travels under the key that the stream declares.
//!
//! ## Why is this bad?
//! Events keep their order per key only, so what belongs together overtakes itself.
//!
//! ## Licence
//! The `key` of the stream: a path into the event, or what the write was about where the event itself does not say.
use apigen_model::Severity;

use crate::Law;
use crate::check::{EventFault, faults_of_event};
use crate::law::{Check, Licence, Out};
use crate::told::Told;

pub(crate) static LAW: Law = Law {
    code: "event-key-right",
    severity: Severity::Error,
    since: "0.1.0",
    why: "events of one object overtake each other",
    licence: Licence::Definition,
    source: include_str!("event_key_right.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some((event, path)) = told.event.zip(told.stream.key.as_deref()) else { return };
    let Some(key) = event.key.as_deref() else { return };
    let payload = event.payload.to_string();
    let faults = faults_of_event(told.service.repository, told.stream, Some(key), payload.as_bytes());
    let found = faults.into_iter().find_map(|it| match it {
        EventFault::Key { expected, actual } => Some((expected, actual)),
        EventFault::Payload(_) => None,
    });
    match found {
        Some((expected, actual)) => out.broken("key", format!("`{expected}`, which stands at {path}"), actual),
        None => out.held(),
    }
}
