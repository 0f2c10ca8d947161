//! ## What it does
//! An operation that needs credentials refuses callers who have none.
//!
//! ## Why is this bad?
//! Anybody may call it.
//!
//! ## Licence
//! `auth` of the operation with a scheme. The same call is accepted with credentials.
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
        out.judge(!view.seen.answer.is_success(), "authorization", "401", || view.status().to_string());
    }
}
