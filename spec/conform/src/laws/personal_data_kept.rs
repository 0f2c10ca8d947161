//! ## What it does
//! Personal data that a request carried stands in no address that the service makes of it.
//!
//! ## Why is this bad?
//! Addresses end up in logs, histories and referrers.
//!
//! ## Licence
//! Fields with an annotation `personal_data`, or one that says `url: forbid`, and the header `Location`.
use apigen_model::{Json, Severity};

use crate::Law;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "personal-data-kept",
    severity: Severity::Error,
    since: "0.1.0",
    why: "addresses end up in logs and histories",
    licence: Licence::Definition,
    source: include_str!("personal_data_kept.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Some(location) = view.seen.answer.header("location") else { return };
    let Some(body) = view.operation().and_then(|it| it.body.as_ref()) else { return };
    let decoded = percent_encoding::percent_decode_str(location).decode_utf8_lossy().into_owned();
    let fields = apigen_model::lifecycle::fields(view.service.repository, &body.ty);
    for (name, value) in view.seen.sent.iter().flat_map(Json::members) {
        let field = fields.iter().find(|it| it.name == *name);
        let is_personal = field.is_some_and(|it| it.annotations().iter().any(|it| it == "personal_data"));
        if let Some(text) = value.as_str().filter(|it| is_personal && it.len() >= 8) {
            out.judge(!decoded.contains(text), name, "no personal data in an address", || {
                format!("Location: {location}")
            });
        }
    }
}
