//! ## What it does
//! What is read is what was shown before, as long as nothing was written in between.
//!
//! ## Why is this bad?
//! A caller cannot rely on what it was told.
//!
//! ## Licence
//! A `GET` of the object that was created or changed by this run; fields that the service sets itself are left out,
//! but for the one that tells objects apart.
use apigen_model::lifecycle::{Identity, Role};
use apigen_model::{Json, Primitive, Severity, Type};
use std::collections::BTreeSet;

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::{differences, is_same};

pub(crate) static LAW: Law = Law {
    code: "read-after-write",
    severity: Severity::Error,
    since: "0.1.0",
    why: "a caller cannot rely on what it was told",
    licence: Licence::Definition,
    source: include_str!("read_after_write.rs"),
    check: Check::Answer(check),
};

/// Versions are numbers or texts, and compare alike under this type.
const TIME: Type = Type::Primitive(Primitive::DateTime);

fn check(view: &View<'_>, out: &mut Out) {
    let Some(call) = view.call() else { return };
    let Some((Role::Read, store)) = call.role else { return };
    let Some(before) = view.before().filter(|it| !it.is_gone && it.refused.is_none()) else { return };
    let is_own = crate::learn::is_own_path(view.service, store, &call.operation.path);
    let (Some(known), true, true) = (&before.shown, is_own, view.seen.answer.is_success()) else { return };
    let Some(shown) = view.body() else { return };
    let ty = view.service.store(store).ty;
    for it in differences(view.service.repository, (known, ty), (&shown, ty), &BTreeSet::new()) {
        out.broken(it.pointer, it.expected, it.actual);
    }
    // What the service sets itself stays as it is, too, while nothing is written.
    for name in ["version", "revision", "created_at", "updated_at"] {
        if let Some((before, now)) = known.get(name).zip(shown.get(name)) {
            out.judge(is_same(before, now, &TIME), &format!("/{name}"), &before.to_string(), || now.to_string());
        }
    }
    // A state may move on by itself.
    for name in ["status", "state"] {
        if let Some((before, now)) = known.get(name).zip(shown.get(name)).filter(|it| it.0 != it.1) {
            out.doubtful(format!("/{name}"), before.to_string(), now.to_string());
        }
    }
    if let Some(Identity::Field(name)) = view.service.store(store).identity {
        let key = shown.get(name).map(Json::plain_text).unwrap_or_default();
        out.judge(key == before.key, &format!("/{name}"), &before.key, || key.clone());
    }
}
