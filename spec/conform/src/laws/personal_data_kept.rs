//! ## What it does
//! Personal data that a request carried stands in no header of the answer, and in no refusal.
//!
//! ## Why is this bad?
//! Headers end up in logs and histories, and so do the texts of errors.
//!
//! ## Licence
//! Fields with the annotation `personal_data` whose values are long enough to be told from chance. The body of a success
//! is left alone: it may show what it was given.
use apigen_model::{Json, Repository, Severity, Type};

use crate::Law;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "personal-data-kept",
    severity: Severity::Error,
    since: "0.1.0",
    why: "headers and errors end up in logs",
    licence: Licence::Definition,
    source: include_str!("personal_data_kept.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some(operation) = view.operation() else { return };
    let mut known = Vec::new();
    if let (Some(body), Some(sent)) = (&operation.body, &view.seen.sent) {
        collect(view.service.repository, &body.ty, sent, &mut known);
    }
    let answer = &view.seen.answer;
    let refusal = if answer.is_refusal() { String::from_utf8_lossy(&answer.body) } else { "".into() };
    if let (Some(response), Some(shown)) = (crate::check::declared(operation, answer.status), view.body()) {
        collect(view.service.repository, &response.ty, &shown, &mut known);
    }
    for (name, text) in known {
        let decoded = |it: &str| percent_encoding::percent_decode_str(it).decode_utf8_lossy().contains(&text);
        let header = answer.headers.iter().find(|it| decoded(&it.1));
        let place = match header {
            Some(it) => Some(format!("the header `{}`", it.0)),
            None => refusal.contains(&text).then(|| format!("the body of a {}", answer.status)),
        };
        out.judge(place.is_none(), &name, "the value is not repeated", || {
            format!("the value of `{name}` in {}", place.clone().unwrap_or_default())
        });
    }
}

/// The personal texts of a value with the names of their fields.
fn collect(repository: &Repository, ty: &Type, value: &Json, found: &mut Vec<(String, String)>) {
    // Shorter texts stand in answers by chance.
    const TELLING: usize = 8;
    let fields = apigen_model::lifecycle::fields(repository, ty);
    for (name, value) in value.members() {
        let Some(field) = fields.iter().find(|it| it.name == *name) else { continue };
        let is_personal = field.annotations().iter().any(|it| it == "personal_data");
        match value.as_str().filter(|it| is_personal && it.len() >= TELLING) {
            Some(text) => found.push((name.to_string(), text.to_owned())),
            None => collect(repository, &field.ty, value, found),
        }
    }
}
