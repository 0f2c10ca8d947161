//! ## What it does
//! Reports a definition that does not say how much change its users have to expect.
//!
//! ## Why is this bad?
//! Users take everything that exists for a promise.
//!
//! ## Origin
//! oasdiff stability levels, Fern `availability`, Zalando 115.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`
use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stability-missing",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "users take everything for a promise",
    options: &[],
    source: include_str!("stability_missing.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    if ctx.definition.stability.is_none() {
        let origin = ctx.definition.meta.origin;
        out.at(ctx.name(origin), origin, "the definition states no `stability`")
            .help("write `experimental`, `beta` or `stable`");
    }
}
