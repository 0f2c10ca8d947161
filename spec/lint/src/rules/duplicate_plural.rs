//! ## What it does
//! Reports two resources whose types have one plural.
//!
//! ## Why is this bad?
//! Clients call resources by the plural, and the default path is made of it.
//!
//! ## Origin
//! apibuilder V4, V23.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-plural",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "generated clients and default paths would collide",
    options: &[],
    source: include_str!("duplicate_plural.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    for (first, second) in duplicates::pairs(&ctx.definition.resources, |it| &it.plural) {
        if first.name == second.name {
            continue; // The same resource twice, which is more than a plural in common.
        }
        let origin = second.meta.origin;
        let message =
            format!("resources `{}` and `{}` have the same plural, `{}`", first.name, second.name, second.plural);
        out.at(ctx.name(origin), origin, message)
            .about(first.name.as_str())
            .related(ctx.name(first.meta.origin), "the first resource of this plural")
            .help("give one of the types another `plural`");
    }
}
