//! ## What it does
//! Reports the `name` of a definition that does not begin with a letter from a to z.
//!
//! ## Why is this bad?
//! The name becomes the key, the namespace and the name of generated packages, which all begin with a letter.
//!
//! ## Origin
//! apibuilder V1.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "definition-name-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the name becomes the name of packages and modules",
    options: &[],
    source: include_str!("definition_name_invalid.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let definition = ctx.definition;
    let name = definition.name.as_str();
    if name.is_empty() || name.starts_with(|it: char| it.is_ascii_alphabetic()) {
        return; // A missing name is reported where it was read.
    }
    out.at(
        ctx.member(definition.meta.origin, "name"),
        definition.meta.origin,
        format!("`{name}` does not begin with a letter"),
    )
    .about(name)
    .help("begin the name with a letter from a to z");
}
