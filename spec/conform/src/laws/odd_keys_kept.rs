//! ## What it does
//! A key comes back as it was given, however it had to be encoded in the path.
//!
//! ## Why is this bad?
//! Objects with such keys cannot be reached.
//!
//! ## Licence
//! A key that callers choose, of the type `string` and without a pattern.
use apigen_model::Json;
use apigen_model::Severity;
use apigen_model::lifecycle::{Identity, Role};

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "odd-keys-kept",
    severity: Severity::Error,
    since: "0.1.0",
    why: "objects with such keys cannot be reached",
    licence: Licence::Definition,
    source: include_str!("odd_keys_kept.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent != Intent::OddKey {
        return;
    }
    let Some((role, store)) = view.call().and_then(|it| it.role) else { return };
    let (Some(key), Identity::Field(name)) =
        (&view.seen.key, view.service.store(store).identity.unwrap_or(Identity::Path))
    else {
        return;
    };
    if !view.seen.answer.is_success() {
        let expected = format!("the object `{key}`");
        match view.status() {
            _ if role == Role::Read => out.broken("path", expected, view.status().to_string()),
            // What stands between a service and its callers may not let an encoded slash through.
            400 | 404 | 405 | 422 if key.contains('/') => out.doubtful("path", expected, view.status().to_string()),
            400 | 404 | 405 | 422 => out.broken("path", expected, view.status().to_string()),
            _ => {}
        }
        return;
    }
    if let Some(shown) = view.body().and_then(|it| it.get(name).map(Json::plain_text)) {
        out.judge(shown == *key, &format!("/{name}"), key, || shown.clone());
    }
}
