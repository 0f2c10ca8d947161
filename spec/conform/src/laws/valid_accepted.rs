//! ## What it does
//! A request that the definition allows is accepted: values at the edges of what is declared, every value of an
//! enum, every member of a union, every optional part.
//!
//! ## Why is this bad?
//! Callers who keep to the definition are sent away.
//!
//! ## Licence
//! Constraints of the body and the parameters. Judged only where an ordinary request of the same operation was
//! accepted, since a service may ask for more than a definition can say; numbers that no bound is declared for
//! leave some doubt, and so do blanks around texts.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};
use crate::values::BLANKS_AROUND;

pub(crate) static LAW: Law = Law {
    code: "valid-accepted",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers who keep to the definition are sent away",
    licence: Licence::Definition,
    source: include_str!("valid_accepted.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Edge { place, class } = &view.seen.intent else { return };
    match view.status() {
        200..=299 => out.held(),
        400 | 413 | 414 | 422 => {
            let (expected, actual) =
                (format!("the value is taken ({class})"), format!("{} {}", view.status(), view.seen.answer.excerpt()));
            // A total, a column or a clock may end before the type does, and a text may be a name that people type.
            if class.starts_with("largest-") || *class == BLANKS_AROUND {
                out.doubtful(place, expected, actual);
            } else {
                out.broken(place, expected, actual);
            }
        }
        _ => {}
    }
}
