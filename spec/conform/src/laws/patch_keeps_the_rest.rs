//! ## What it does
//! A `PATCH` changes what it names, and nothing else.
//!
//! ## Why is this bad?
//! What a caller did not mention is lost.
//!
//! ## Licence
//! A `PATCH` whose body is a patch (RFC 7396), and the fields of the object that the service does not set itself.
use apigen_model::Method;
use apigen_model::Severity;
use apigen_model::lifecycle::Role;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::differences;

pub(crate) static LAW: Law = Law {
    code: "patch-keeps-the-rest",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what a caller did not mention is lost",
    licence: Licence::Definition,
    source: include_str!("patch_keeps_the_rest.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let (Some(call), Some(sent)) = (view.call(), &view.seen.sent) else { return };
    let Some((Role::Patch, store)) = call.role.filter(|_| call.operation.method == Method::Patch) else { return };
    let known = view.before().filter(|it| !it.is_gone).and_then(|it| it.shown.as_ref());
    let (Some(known), Some(shown)) = (known, view.body().filter(|_| view.seen.answer.is_success())) else { return };
    if !crate::learn::is_own_path(view.service, store, &call.operation.path) || !view.seen.intent.is_valid() {
        return;
    }
    let named: BTreeSet<_> = sent.members().iter().map(|it| format!("/{}", it.0)).collect();
    let ty = view.service.store(store).ty;
    let found = differences(view.service.repository, (known, ty), (&shown, ty), &named);
    if found.is_empty() {
        out.held();
    }
    for it in found {
        out.broken(it.pointer, format!("{} as before", it.expected), it.actual);
    }
}
