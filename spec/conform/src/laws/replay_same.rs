//! ## What it does
//! Who listens from the beginning hears what others have heard before, and that of one key in the same order.
//!
//! ## Why is this bad?
//! A consumer that is rebuilt from the stream differs from one that has followed it.
//!
//! ## Licence
//! The `retention` of the stream, which is longer than the run, and its `key`, which orders events; events of the run are
//! compared, with everything in them. Nothing is said where the source keeps no past, as queues of RabbitMQ do.
use apigen_model::Severity;

use crate::Law;
use crate::check::short;
use crate::law::{Check, Licence, Out};
use crate::told::{Replayed, Told};

pub(crate) static LAW: Law = Law {
    code: "replay-same",
    severity: Severity::Error,
    since: "0.1.0",
    why: "consumers that are rebuilt differ from those that followed",
    licence: Licence::Definition,
    source: include_str!("replay_same.rs"),
    check: Check::Event(check),
};

fn check(told: &Told<'_>, out: &mut Out) {
    let Some(event) = told.event else { return };
    let expected = || short(&event.payload.to_string());
    match told.replayed {
        Replayed::Unknown => {}
        Replayed::Same => out.held(),
        Replayed::Before(earlier) => {
            let after = format!("behind {}", short(&earlier.payload.to_string()));
            out.broken("order", after, "before it");
        }
        Replayed::Other(other) => out.broken("", expected(), short(&other.payload.to_string())),
        Replayed::Nothing => out.broken("", expected(), "nothing"),
    }
}
