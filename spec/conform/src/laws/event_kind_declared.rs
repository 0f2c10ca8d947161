//! ## What it does
//! What is published is of a kind that the stream declares.
//!
//! ## Why is this bad?
//! Consumers keep what they do not know for later, and act on it never.
//!
//! ## Licence
//! The union of the stream. An open union will have more members one day, so there is some doubt with it: the service
//! may be of a later release than its definition.
use apigen_model::{Severity, UnionType};

use crate::Law;
use crate::law::{Check, Licence, Out};
use crate::told::{Told, union};

pub(crate) static LAW: Law = Law {
    code: "event-kind-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "consumers do not know what has happened",
    licence: Licence::Definition,
    source: include_str!("event_kind_declared.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some(union) = union(told.service, told.stream).filter(|_| told.event.is_some()) else { return };
    // That no kind is named at all is what another law is about.
    let Some(kind) = told.kind() else { return };
    let names: Vec<_> = union.types.iter().map(UnionType::wire).collect();
    // The members of unions inside are not looked up: they are what the checker of values knows.
    let is_nested = union.types.iter().any(|it| told.service.repository.union_of(&it.ty).is_some());
    let place = union.discriminator.as_ref().map(|it| format!("/{it}")).unwrap_or_default();
    let expected = || format!("one of {}", names.join(", "));
    match () {
        () if is_nested || names.contains(&kind.as_str()) => out.held(),
        () if union.open => out.doubtful(place, expected(), kind),
        () => out.broken(place, expected(), kind),
    }
}
