//! ## What it does
//! Reports a boolean or number in quotes, an integer with a fraction of zero, and a number or boolean where a text
//! belongs. They are read as meant.
//!
//! ## Why is this bad?
//! The value is clear, its form is not: a reader that takes the text for what it is sees `"false"`, which is not
//! false.
//!
//! ## Origin
//! apibuilder S5, which reads such values too and says nothing.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Safety, Severity};
use apigen_syntax::Edit;

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "loose-value",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "every other reader of the file has to be as lenient",
    options: &[],
    source: include_str!("loose_value.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::Loose { owner, key, expected, literal } = &problem.kind else { return };
    out.at_pointer(problem.place, &problem.pointer, format!("`{key}` of {owner} is not written as {expected}"))
        .about(key)
        .help(format!("write `{literal}`"))
        .fix(Safety::Safe, vec![Edit::replace(problem.span(), literal)]);
}
