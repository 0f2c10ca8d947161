//! ## What it does
//! Reports text that is not JSON: a bracket that is missing, a key without quotes, a number like `01`. Reading goes
//! on behind each mistake, so one run lists all of them, and offers the repair where only one is possible.
//!
//! Comments, trailing commas and byte order marks have rules of their own, because what they mean is certain.
//!
//! ## Why is this bad?
//! A mistake in the text hides what follows it, and each tool guesses differently what was meant.
//!
//! ## Origin
//! apibuilder S2.
//! Peers: Redocly `struct`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Place, Problem, Repository, Severity};
use apigen_syntax::SyntaxErrorKind;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "json-syntax",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "what is not JSON means something else to every reader",
    options: &[],
    source: include_str!("json_syntax.rs"),
    check: Check::Problem(check),
};

fn check(repository: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let Some(error) = syntax::error(problem).filter(|it| is_mine(&it.kind)) else { return };
    if error.kind == SyntaxErrorKind::TooManyErrors && only_tolerated(repository, problem) {
        return;
    }
    let draft = syntax::report(problem, error, out);
    if let SyntaxErrorKind::UnclosedContainer { opened, .. } | SyntaxErrorKind::MismatchedCloser { opened, .. } =
        &error.kind
    {
        draft.related(Place { span: *opened, ..problem.place }, "opened here");
    }
}

/// Whether no other rule has the mistake.
fn is_mine(kind: &SyntaxErrorKind) -> bool {
    use SyntaxErrorKind::{DepthExceeded, DuplicateKey, Empty, InvalidUtf8, Utf16};
    !kind.is_tolerated() && !matches!(kind, DepthExceeded | DuplicateKey { .. } | Empty | InvalidUtf8 | Utf16)
}

/// Whether the list of mistakes ends early only because of what is tolerated.
fn only_tolerated(repository: &Repository, problem: &Problem) -> bool {
    let errors = repository.source(problem.place.file).document.errors();
    errors.iter().all(|it| it.kind.is_tolerated() || it.kind == SyntaxErrorKind::TooManyErrors)
}
