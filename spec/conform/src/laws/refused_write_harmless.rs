//! ## What it does
//! A write that was refused has changed nothing.
//!
//! ## Why is this bad?
//! A caller who was told no finds that it happened all the same, or half of it.
//!
//! ## Licence
//! A `GET` of an object after a request about it was answered with 4xx.
use apigen_model::Severity;
use apigen_model::lifecycle::Role;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::differences;

pub(crate) static LAW: Law = Law {
    code: "refused-write-harmless",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what was refused happened all the same",
    licence: Licence::Definition,
    source: include_str!("refused_write_harmless.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some(call) = view.call() else { return };
    let Some((Role::Read, store)) = call.role else { return };
    let Some(before) = view.before().filter(|it| !it.is_gone && it.refused.is_some()) else { return };
    let is_own = crate::learn::is_own_path(view.service, store, &call.operation.path);
    let (Some(known), true) = (&before.shown, is_own) else { return };
    let Some(shown) = view.body().filter(|_| view.seen.answer.is_success()) else { return };
    let ty = view.service.store(store).ty;
    let found = differences(view.service.repository, (known, ty), (&shown, ty), &BTreeSet::new());
    if found.is_empty() {
        out.held();
    }
    for it in found {
        out.broken(it.pointer, format!("{} as before the refused request", it.expected), it.actual);
    }
}
