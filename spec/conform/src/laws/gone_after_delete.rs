//! ## What it does
//! What was deleted is gone: reading it, changing it and deleting it again find nothing, and nothing else gets its id.
//!
//! ## Why is this bad?
//! Callers see what was meant to be forgotten.
//!
//! ## Licence
//! An operation that removes the object, and was answered with 2xx. A second `DELETE` may also succeed, since it
//! has the same effect. That the service gives an id twice is forbidden in words only, so there is some doubt.
use apigen_model::lifecycle::{Identity, Role};
use apigen_model::{Json, Severity};

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "gone-after-delete",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers see what was meant to be forgotten",
    licence: Licence::Definition,
    source: include_str!("gone_after_delete.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some((role, store)) = view.call().and_then(|it| it.role) else { return };
    if role == Role::Create && view.seen.answer.is_success() && view.seen.intent.is_valid() {
        return reused(view, store, out);
    }
    let Some(before) = view.before().filter(|it| it.is_gone) else { return };
    let is_judged = match role {
        Role::Read | Role::Update | Role::Patch => view.seen.intent.is_valid() && !before.key.is_empty(),
        _ => false,
    };
    if is_judged {
        out.judge(!view.seen.answer.is_success(), "path", "404, since it was deleted", || view.status().to_string());
    }
}

/// An id that the service chose, and that another object had before.
fn reused(view: &View<'_>, store: usize, out: &mut Out) {
    let Some(Identity::Field(name)) = view.service.store(store).identity else { return };
    let fields = apigen_model::lifecycle::fields(view.service.repository, view.service.store(store).ty);
    let is_chosen = fields.iter().any(|it| it.name == name && it.traits.server_assigned);
    let shown = view.body().and_then(|it| it.get(name).map(Json::plain_text));
    let Some(key) = shown.filter(|_| is_chosen && !matches!(view.seen.intent, Intent::Again(_))) else { return };
    if let Some(at) = view.world.find(store, &view.seen.parents, &key)
        && view.world.objects[at].is_gone
    {
        out.doubtful(format!("/{name}"), "an id that nothing had before", format!("`{key}`, which was deleted"));
    }
}
