//! ## What it does
//! Reports a deprecation that does not say what to use instead and until when.
//!
//! ## Why is this bad?
//! A deprecation without a way out only annoys.
//!
//! ## Origin
//! Zalando 187, Smithy `Deprecated`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#deprecation`
use apigen_model::{Meta, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "deprecation-unexplained",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "users do not know what to use instead",
    options: &[],
    source: include_str!("deprecation_unexplained.rs"),
    check: Check::Meta(check),
};

fn check(ctx: &Context<'_>, meta: &Meta, out: &mut Report<'_>) {
    let Some(deprecation) = meta.deprecation() else { return };
    if deprecation.description.as_deref().is_none_or(|it| it.trim().is_empty()) {
        out.at(ctx.member(meta.origin, "deprecation"), meta.origin, "nothing says what to use instead")
            .help("describe the way out, and until when the old one works");
    }
}
