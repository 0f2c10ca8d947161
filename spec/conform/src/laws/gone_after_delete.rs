//! ## What it does
//! What was deleted is gone: reading it, changing it and deleting it again find nothing.
//!
//! ## Why is this bad?
//! Callers see what was meant to be forgotten.
//!
//! ## Licence
//! An operation that removes the object, and was answered with 2xx. A second `DELETE` may also succeed, since it
//! has the same effect.
use apigen_model::Severity;
use apigen_model::lifecycle::Role;

use crate::Law;
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
    let Some((role, _)) = view.call().and_then(|it| it.role) else { return };
    let Some(before) = view.before().filter(|it| it.is_gone) else { return };
    let is_judged = match role {
        Role::Read | Role::Update | Role::Patch => view.seen.intent.is_valid() && !before.key.is_empty(),
        _ => false,
    };
    if is_judged {
        out.judge(!view.seen.answer.is_success(), "path", "404, since it was deleted", || view.status().to_string());
    }
}
