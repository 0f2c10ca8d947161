//! ## What it does
//! The time at which an object was created never changes, and no later time of it goes backwards.
//!
//! ## Why is this bad?
//! Whoever sorts or follows changes by time loses some.
//!
//! ## Licence
//! Fields of the type `date-time-iso8601` that the service sets itself, called `created_at` and `updated_at`.
use apigen_model::Severity;
use apigen_model::{Json, Primitive};

use crate::Law;
use crate::check::instant;
use crate::law::{Check, Licence, Out, View};
use crate::learn::is_owned_by_service;

pub(crate) static LAW: Law = Law {
    code: "created-time-stands",
    severity: Severity::Error,
    since: "0.1.0",
    why: "whoever follows changes by time loses some",
    licence: Licence::Definition,
    source: include_str!("created_time_stands.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some((_, store)) = view.call().and_then(|it| it.role) else { return };
    let Some(shown) = view.body().filter(|_| view.seen.answer.is_success()) else { return };
    let fields = apigen_model::lifecycle::fields(view.service.repository, view.service.store(store).ty);
    let is_time = |name: &str| {
        fields.iter().any(|it| it.name == name && it.ty.is(Primitive::DateTime) && is_owned_by_service(it))
    };
    let time =
        |value: &Json, name: &str| value.get(name).and_then(Json::as_str).and_then(instant).filter(|_| is_time(name));
    let (created, updated) = (time(&shown, "created_at"), time(&shown, "updated_at"));
    if let Some((created, updated)) = created.zip(updated) {
        out.judge(updated >= created, "/updated_at", &format!("not before {created}"), || updated.to_string());
    }
    let Some(known) = view.before().filter(|it| !it.is_gone).and_then(|it| it.shown.as_ref()) else { return };
    if let Some((before, now)) = time(known, "created_at").zip(created) {
        out.judge(before == now, "/created_at", &before.to_string(), || now.to_string());
    }
    if let Some((before, now)) = time(known, "updated_at").zip(updated) {
        out.judge(now >= before, "/updated_at", &format!("not before {before}"), || now.to_string());
    }
}
