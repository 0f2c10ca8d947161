//! ## What it does
//! The header `Allow` of an answer 405 names the methods that the definition has for the path.
//!
//! ## Why is this bad?
//! Callers are told of ways that do not exist, or not of those that do.
//!
//! ## Licence
//! The operations of the path; `HEAD` and `OPTIONS` are HTTP's own.
use apigen_model::Severity;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "allow-as-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers are told of ways that do not exist",
    licence: Licence::Definition,
    source: include_str!("allow_as_declared.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some(allow) = view.seen.answer.header("allow").filter(|_| view.status() == 405) else { return };
    let Some(path) = &view.seen.key.as_ref().filter(|_| view.seen.intent == Intent::Method) else { return };
    let declared: BTreeSet<_> = view.service.methods(path).into_iter().map(|it| it.as_str().to_owned()).collect();
    let all = allow.split(',').map(|it| it.trim().to_ascii_uppercase());
    let named: BTreeSet<_> = all.filter(|it| !matches!(it.as_str(), "HEAD" | "OPTIONS" | "")).collect();
    let list = |all: &BTreeSet<String>| all.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    out.judge(declared == named, "allow", &list(&declared), || list(&named));
}
