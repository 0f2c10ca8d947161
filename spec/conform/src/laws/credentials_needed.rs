//! ## What it does
//! An operation that needs credentials refuses callers who have none.
//!
//! ## Why is this bad?
//! Anybody may call it.
//!
//! ## Licence
//! `auth` of the operation with a scheme. Where 401 is declared, nothing else is said to such callers, not even that something does not exist.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "credentials-needed",
    severity: Severity::Error,
    since: "0.1.0",
    why: "anybody may call it",
    licence: Licence::Definition,
    source: include_str!("credentials_needed.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent == Intent::NoCredentials {
        let is_declared = view.call().is_some_and(|it| it.declares(401));
        let holds =
            if is_declared { matches!(view.status(), 401 | 403 | 429 | 503) } else { !view.seen.answer.is_success() };
        out.judge(holds, "authorization", "401", || view.status().to_string());
    }
}
