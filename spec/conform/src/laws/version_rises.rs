//! ## What it does
//! A change raises the version of what is changed.
//!
//! ## Why is this bad?
//! Whoever waits for a change by version misses it.
//!
//! ## Licence
//! A whole number called `version` that the service sets itself. That it rises is said in words only, so there is
//! some doubt.
use apigen_model::Severity;
use apigen_model::lifecycle::Role;
use apigen_model::{Json, Primitive};

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::is_owned_by_service;

pub(crate) static LAW: Law = Law {
    code: "version-rises",
    severity: Severity::Error,
    since: "0.1.0",
    why: "whoever waits for a change by version misses it",
    licence: Licence::Definition,
    source: include_str!("version_rises.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let (Some(call), Some(sent)) = (view.call(), &view.seen.sent) else { return };
    let Some((Role::Update | Role::Patch, store)) = call.role else { return };
    let fields = apigen_model::lifecycle::fields(view.service.repository, view.service.store(store).ty);
    let is_version = fields.iter().any(|it| {
        it.name == "version" && is_owned_by_service(it) && it.ty.primitive().is_some_and(Primitive::is_numeric)
    });
    let known = view.before().filter(|it| !it.is_gone && is_version).and_then(|it| it.shown.as_ref());
    let (Some(known), Some(shown)) = (known, view.body().filter(|_| view.seen.answer.is_success())) else { return };
    let changed = sent
        .members()
        .iter()
        .any(|(name, value)| known.get(name).is_some_and(|it| it != value && shown.get(name) == Some(value)));
    let number = |it: &Json| it.get("version").and_then(|it| it.plain_text().parse::<i64>().ok());
    if let Some((before, now)) = number(known).zip(number(&shown)).filter(|_| changed) {
        if now > before {
            out.held();
        } else {
            out.doubtful("/version", format!("more than {before}"), now.to_string());
        }
    }
}
