//! ## What it does
//! What was created can be read until it is deleted.
//!
//! ## Why is this bad?
//! What a caller was told is there is not.
//!
//! ## Licence
//! A `GET` by the key that the creation answered with; what deleted other objects did to it counts too. A redirect that
//! the operation declares says where the object has moved on to.
use apigen_model::Severity;
use apigen_model::lifecycle::Role;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "alive-until-deleted",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what a caller was told is there is not",
    licence: Licence::Definition,
    source: include_str!("alive_until_deleted.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some(call) = view.call() else { return };
    let Some((Role::Read, store)) = call.role else { return };
    let is_own = crate::learn::is_own_path(view.service, store, &call.operation.path);
    let Some(before) = view.before().filter(|it| !it.is_gone && it.is_ours && is_own) else { return };
    if matches!(view.seen.intent, Intent::Valid | Intent::Address(_) | Intent::OddKey)
        && !matches!(view.status(), 401 | 403 | 429 | 500..)
    {
        let has_moved_on = (300..400).contains(&view.status()) && call.declares(view.status());
        out.judge(
            view.seen.answer.is_success() || has_moved_on,
            "path",
            &format!("the object `{}`", before.key),
            || view.status().to_string(),
        );
    }
}
