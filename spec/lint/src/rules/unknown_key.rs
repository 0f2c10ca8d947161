//! ## What it does
//! Reports a key that the construct does not have.
//! A singular where the language has the plural (`response`) is read as meant and offered as a safe fix.
//!
//! ## Why is this bad?
//! A key that nothing reads says something to people that no tool knows: a typo in `required` makes a field required.
//!
//! ## Origin
//! apibuilder S4, also for bodies, response headers and interface fields, which apibuilder never checked.
//! Peers: Redocly `struct`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Safety, Severity};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nothing reads the key, so what it says is lost",
    options: &[],
    source: include_str!("unknown_key.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::UnknownKey { owner, key, suggestion, adopted, allowed } = &problem.kind else { return };
    let draft = out.at_pointer(problem.place, &problem.pointer, format!("{owner} has no key `{key}`")).about(key);
    match suggestion {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help(format!("remove it, or use one of {}", allowed.join(", "))),
    };
    if let (Some(near), true) = (suggestion, adopted) {
        draft.fix(Safety::Safe, vec![Edit::replace(problem.span(), quote(near))]);
    }
}
