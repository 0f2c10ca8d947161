//! ## What it does
//! Reports a resource without operations.
//!
//! ## Why is this bad?
//! Nothing can be generated from it, and readers look for what is not there.
//!
//! ## Origin
//! apibuilder V23.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Resource, Severity};
use apigen_syntax::Kind;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "resource-empty",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a resource is its operations",
    options: &[],
    source: include_str!("resource_empty.rs"),
    check: Check::Resource(check),
};

fn check(ctx: &Context<'_>, resource: &Resource, out: &mut Report<'_>) {
    // With a template that does not exist, or operations that are no list, this is not the mistake.
    if !resource.operations.is_empty() || !resource.templates.is_empty() {
        return;
    }
    let declared = ctx.repository.node(resource.meta.origin).get("operations");
    if declared.is_some_and(|it| !it.is_null() && (it.kind() != Kind::Array || !it.is_empty())) {
        return;
    }
    let origin = resource.meta.origin;
    let place = ctx.repository.node(origin).key().map_or_else(|| ctx.member(origin, "type"), |_| ctx.name(origin));
    out.at(place, origin, format!("resource `{}` has no operations", resource.name))
        .help("declare an operation, or remove the resource");
}
