//! ## What it does
//! A request that says that it may be repeated has the effect of one: the second answer shows the same object.
//!
//! ## Why is this bad?
//! A caller who tries again after a lost answer changes more than it meant to.
//!
//! ## Licence
//! `PUT`, operations that say `idempotent`, and creations with a header `Idempotency-Key`. That a repeated `PUT` has
//! created nothing, and is not 201, is HTTP's (RFC 9110, 9.3.4), where another success is declared.
use apigen_model::Severity;
use apigen_model::lifecycle::Identity;
use apigen_model::{Json, Method};
use std::collections::BTreeSet;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};
use crate::learn::{Difference, differences};

pub(crate) static LAW: Law = Law {
    code: "repeated-once",
    severity: Severity::Error,
    since: "0.1.0",
    why: "a caller who tries again changes more than it meant to",
    licence: Licence::Definition,
    source: include_str!("repeated_once.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Again(first) = &view.seen.intent else { return };
    let Some(call) = view.call() else { return };
    if !first.is_success() || matches!(view.status(), 409 | 429 | 503) {
        return;
    }
    if !view.seen.answer.is_success() {
        return out.broken("status", format!("a success, like the first {}", first.status), view.status().to_string());
    }
    // HTTP: 201 says that there was none before.
    let may_say_so = call.operation.method == Method::Put && (call.declares(200) || call.declares(204));
    if may_say_so && view.status() == 201 {
        out.broken("status", "200 or 204, since the object is there already", "201");
    }
    let root = first.document().root().filter(|_| first.document().errors().is_empty()).map(Json::of);
    let (Some(before), Some(after), Some((_, store))) = (root, view.body(), call.role) else { return };
    let ty = view.service.store(store).ty;
    let mut found = differences(view.service.repository, (&before, ty), (&after, ty), &BTreeSet::new());
    if let Some(Identity::Field(name)) = view.service.store(store).identity {
        let value = |it: &Json| it.get(name).map(Json::plain_text).unwrap_or_default();
        if value(&before) != value(&after) {
            found.push(Difference { pointer: format!("/{name}"), expected: value(&before), actual: value(&after) });
        }
    }
    if found.is_empty() {
        out.held();
    }
    for it in found {
        out.broken(it.pointer, format!("{} as the first time", it.expected), it.actual);
    }
}
