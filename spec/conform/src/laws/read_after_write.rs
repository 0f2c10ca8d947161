//! ## What it does
//! What is read is what was shown before, as long as nothing was written in between.
//!
//! ## Why is this bad?
//! A caller cannot rely on what it was told.
//!
//! ## Licence
//! A `GET` of the object that was created or changed by this run; fields that the service sets itself are left out,
//! but for the one that tells objects apart.
use apigen_model::Json;
use apigen_model::Severity;
use apigen_model::lifecycle::{Identity, Role};
use std::collections::BTreeSet;

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::differences;

pub(crate) static LAW: Law = Law {
    code: "read-after-write",
    severity: Severity::Error,
    since: "0.1.0",
    why: "a caller cannot rely on what it was told",
    licence: Licence::Definition,
    source: include_str!("read_after_write.rs"),
    check: Check::Answer(check),
};

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
    if let Some(Identity::Field(name)) = view.service.store(store).identity {
        let same = |it: &Json| it.get(name).map(Json::plain_text);
        out.judge(same(known) == same(&shown), &format!("/{name}"), &before.key, || same(&shown).unwrap_or_default());
    }
}
