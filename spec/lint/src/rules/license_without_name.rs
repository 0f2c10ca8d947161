//! ## What it does
//! Reports a `license` that says no `name`.
//!
//! ## Why is this bad?
//! People know licences by name, and the formats that the definition is exported to require it.
//!
//! ## Origin
//! apibuilder S8.
//! Peers: Redocly `info-license`, Spectral `info-license`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, ProblemKind, Repository, Severity};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "license-without-name",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "documents and OpenAPI require the name",
    options: &[],
    source: include_str!("license_without_name.rs"),
    check: Check::Problem(check),
};

fn check(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    if problem.kind == ProblemKind::LicenseWithoutName {
        out.at_pointer(problem.place, &problem.pointer, "the license has no `name`")
            .help("add it, such as `\"name\": \"MIT\"`");
    }
}
