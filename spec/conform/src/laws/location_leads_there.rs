//! ## What it does
//! The address that a creation answers with leads to what was created.
//!
//! ## Why is this bad?
//! Callers who follow it find nothing, or something else.
//!
//! ## Licence
//! The header `Location` of an answer 201.
use apigen_model::Json;
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "location-leads-there",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers who follow it find nothing",
    licence: Licence::Definition,
    source: include_str!("location_leads_there.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Address(known) = &view.seen.intent else { return };
    if !view.seen.answer.is_success() {
        return out.broken(
            "location",
            "an address that can be read",
            format!("{} at {}", view.status(), view.seen.request.target),
        );
    }
    let identity = |it: &Json| ["id", "key", "guid"].iter().find_map(|name| it.get(name).map(Json::plain_text));
    let pair = known.as_ref().as_ref().and_then(identity).zip(view.body().as_ref().and_then(identity));
    match pair {
        Some((created, found)) => out.judge(created == found, "location", &created, || found.clone()),
        None => out.held(),
    }
}
