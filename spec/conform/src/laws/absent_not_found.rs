//! ## What it does
//! A key that no object has leads to nothing: 404, never an object and never a success.
//!
//! ## Why is this bad?
//! Callers take nothing for something.
//!
//! ## Licence
//! An operation on one object, or on what lies below one, that declares 404. Where a list below nothing is empty
//! there is some doubt.
use apigen_model::lifecycle::Role;
use apigen_model::{Method, Severity};

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "absent-not-found",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers take nothing for something",
    licence: Licence::Definition,
    source: include_str!("absent_not_found.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some(call) = view.call().filter(|it| it.declares(404)) else { return };
    if view.seen.intent == Intent::Absent && call.role.is_some() {
        // A deletion of nothing has its effect already.
        let may_succeed = call.operation.method == Method::Delete;
        let holds = !view.seen.answer.is_success() || may_succeed;
        if call.role.is_some_and(|it| it.0 == Role::List) && !holds {
            return out.doubtful("path", "404", format!("{} {}", view.status(), view.seen.answer.excerpt()));
        }
        out.judge(holds, "path", "404", || format!("{} {}", view.status(), view.seen.answer.excerpt()));
    }
}
