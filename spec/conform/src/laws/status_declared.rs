//! ## What it does
//! Every status that an operation answers with is one of its responses.
//!
//! ## Why is this bad?
//! Clients meet an answer that their code has no name for.
//!
//! ## Licence
//! `responses` of the operation; `default` stands for any status. A 429 or 503 from whatever stands in front is
//! left alone, and so is any refusal of a request whose path, method or credentials are wrong on purpose.
use apigen_model::Severity;

use crate::Law;
use crate::check::AnswerFault;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "status-declared",
    severity: Severity::Error,
    since: "0.1.0",
    why: "clients have no name for the answer",
    licence: Licence::Definition,
    source: include_str!("status_declared.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if matches!(view.status(), 429 | 503) || view.status() >= 500 || !judges(view) {
        return;
    }
    let declared = || {
        let all = view.operation().map(|it| it.responses.as_slice()).unwrap_or_default();
        all.iter().map(|it| it.code.to_string()).collect::<Vec<_>>().join(", ")
    };
    let holds = !view.faults.contains(&AnswerFault::Status);
    out.judge(holds, &view.status().to_string(), &format!("one of {}", declared()), || view.status().to_string());
}

/// What HTTP itself refuses need not be declared.
fn judges(view: &View<'_>) -> bool {
    match view.seen.intent {
        Intent::NoCredentials | Intent::WrongCredentials => !matches!(view.status(), 401 | 403),
        Intent::MediaType => view.status() != 415,
        // Where a definition says how it refuses values, it is held to that.
        Intent::UnknownParameter | Intent::Flawed { .. } => {
            let says_how = view.call().is_some_and(|it| it.declares(400) || it.declares(422));
            says_how || !matches!(view.status(), 400 | 413 | 414 | 422)
        }
        Intent::Malformed => !matches!(view.status(), 400 | 413 | 422),
        Intent::Head(_) => false,
        // What the sender of a recorded request did wrong is not known.
        // Nor what it asked of HTTP itself: parts, or only what is new.
        Intent::Recorded => !matches!(view.status(), 206 | 304 | 400 | 405 | 406 | 412..=417 | 422 | 428 | 431),
        _ => true,
    }
}
