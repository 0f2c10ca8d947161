//! ## What it does
//! What a write answers with holds every value that was sent.
//!
//! ## Why is this bad?
//! The service has stored something else than it was told, or says so.
//!
//! ## Licence
//! Fields of the same name and type in the body and in the answer; those that the service sets itself are left out.
//! A text that lost nothing but the blanks around it is a warning: some services trim on purpose.
use apigen_model::Severity;
use apigen_model::lifecycle::Role;
use std::collections::BTreeSet;

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::differences;

pub(crate) static LAW: Law = Law {
    code: "write-echoed",
    severity: Severity::Error,
    since: "0.1.0",
    why: "the service stored something else than it was told",
    licence: Licence::Definition,
    source: include_str!("write_echoed.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let (Some(call), Some(sent)) = (view.call(), &view.seen.sent) else { return };
    let writes = matches!(call.role, Some((Role::Create | Role::Update | Role::Upsert | Role::Patch, _)));
    if !writes || !view.seen.intent.is_valid() || !view.seen.answer.is_success() {
        return;
    }
    let response = crate::check::declared(call.operation, view.status());
    let (Some(body), Some(response), Some(shown)) = (&call.operation.body, response, view.body()) else { return };
    let found = differences(view.service.repository, (sent, &body.ty), (&shown, &response.ty), &BTreeSet::new());
    if found.is_empty() {
        out.held();
    }
    for it in found {
        // Names that people type are trimmed on purpose here and there, though no definition can say so.
        if is_trimmed(&it.expected, &it.actual) {
            out.doubtful(it.pointer, it.expected, it.actual);
        } else {
            out.broken(it.pointer, it.expected, it.actual);
        }
    }
}

/// Whether a text in quotes lost nothing but blanks around it.
fn is_trimmed(sent: &str, shown: &str) -> bool {
    let inner = |it: &str| Some(it.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    inner(sent).zip(inner(shown)).is_some_and(|(sent, shown)| sent != shown && sent.trim() == shown.trim())
}
