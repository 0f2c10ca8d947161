//! Mistakes of the text as findings: what the rules about them share.

use apigen_model::{Problem, ProblemKind, Safety};
use apigen_syntax::{SyntaxError, SyntaxErrorKind};

use crate::report::{Draft, Report};

/// The mistake, when a problem is one.
pub(crate) fn error(problem: &Problem) -> Option<&SyntaxError> {
    match &problem.kind {
        ProblemKind::Syntax(error) => Some(error),
        _ => None,
    }
}

/// Reports a mistake in its own words, with its repair.
pub(crate) fn report<'r>(problem: &Problem, error: &SyntaxError, out: &'r mut Report<'_>) -> &'r mut Draft {
    let draft = out.at_pointer(problem.place, &problem.pointer, error.kind.to_string()).about(error.kind.name());
    if let Some(edits) = &error.fix {
        draft.fix(Safety::Safe, edits.clone());
    }
    draft
}

/// Reports a mistake if it is of a certain kind.
pub(crate) fn report_kind(problem: &Problem, wanted: &[SyntaxErrorKind], help: &str, out: &mut Report<'_>) {
    if let Some(error) = error(problem).filter(|it| wanted.contains(&it.kind)) {
        report(problem, error, out).help(help);
    }
}
