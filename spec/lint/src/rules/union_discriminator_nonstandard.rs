//! ## What it does
//! Reports a union without a discriminator, or with one that is not named `discriminator`, `type` or `code`; unions
//! named `..._error` have `code`.
//!
//! ## Why is this bad?
//! Readers of all services find the kind of a value in the same place.
//!
//! ## Options
//! `legacy`: names that may stay as they are; a `*` at the end stands for anything.
//!
//! ## Origin
//! Flow rule 26 (`UnionTypesHaveCommonDiscriminator`), whose one exception became the option.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "union-discriminator-nonstandard",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "the kind of a value stands in the same place everywhere",
    options: &[RuleOption {
        name: "legacy",
        kind: OptionKind::Texts,
        help: "Names that may stay as they are; a `*` at the end stands for anything.",
    }],
    source: include_str!("union_discriminator_nonstandard.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    let usual: &[&str] = if union.name.ends_with("_error") { &["code"] } else { &["discriminator", "type", "code"] };
    let discriminator = union.discriminator.as_deref();
    if discriminator.is_some_and(|it| it.is_empty() || usual.contains(&it)) || ctx.options.lists("legacy", &union.name)
    {
        return;
    }
    let origin = union.meta.origin;
    let message = match discriminator {
        None => format!("`{}` has no discriminator", union.name),
        Some(it) => format!("the discriminator of `{}` is `{it}`", union.name),
    };
    out.at(ctx.member(origin, "discriminator"), origin, message)
        .help(format!("the usual discriminator is `{}`", usual.join("`, `")));
}
