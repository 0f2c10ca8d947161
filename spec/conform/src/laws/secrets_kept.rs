//! ## What it does
//! What is only ever sent to the service never comes back, in no body and no header.
//!
//! ## Why is this bad?
//! Passwords end up in logs, caches and browsers.
//!
//! ## Licence
//! `write_only` fields and fields annotated `credential`, whose values are long enough to be told from chance.
use apigen_model::Severity;
use apigen_model::{Json, Repository, Type};

use crate::Law;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "secrets-kept",
    severity: Severity::Error,
    since: "0.1.0",
    why: "secrets end up in logs, caches and browsers",
    licence: Licence::Definition,
    source: include_str!("secrets_kept.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some(body) = view.operation().and_then(|it| it.body.as_ref()) else { return };
    let Some(sent) = &view.seen.sent else { return };
    let mut secrets = Vec::new();
    collect(view.service.repository, &body.ty, sent, &mut secrets);
    for (name, secret) in secrets {
        let answer = &view.seen.answer;
        let in_body = String::from_utf8_lossy(&answer.body).contains(&secret);
        let in_header = answer.headers.iter().any(|it| it.1.contains(&secret));
        out.judge(!in_body && !in_header, &name, "the value is never sent back", || {
            format!("the value of `{name}` in the {} of a {}", if in_body { "body" } else { "headers" }, answer.status)
        });
    }
}

/// The secret texts of a value with the names of their fields.
fn collect(repository: &Repository, ty: &Type, value: &Json, found: &mut Vec<(String, String)>) {
    // Shorter texts stand in answers by chance.
    const TELLING: usize = 8;
    let fields = apigen_model::lifecycle::fields(repository, ty);
    for (name, value) in value.members() {
        let Some(field) = fields.iter().find(|it| it.name == *name) else { continue };
        let is_secret = field.traits.write_only || field.annotations().iter().any(|it| it == "credential");
        match value.as_str().filter(|it| is_secret && it.len() >= TELLING) {
            Some(text) => found.push((name.to_string(), text.to_owned())),
            None => collect(repository, &field.ty, value, found),
        }
    }
}
