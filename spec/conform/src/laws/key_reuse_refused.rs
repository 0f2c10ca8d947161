//! ## What it does
//! A key that was used for one creation is refused for another.
//!
//! ## Why is this bad?
//! A caller takes the first object for the second.
//!
//! ## Licence
//! A header parameter `Idempotency-Key`.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "key-reuse-refused",
    severity: Severity::Error,
    since: "0.1.0",
    why: "a caller takes the first object for the second",
    licence: Licence::Definition,
    source: include_str!("key_reuse_refused.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent == Intent::KeyReused {
        out.judge(!view.seen.answer.is_success(), "idempotency-key", "4xx, since the body is another", || {
            view.status().to_string()
        });
    }
}
