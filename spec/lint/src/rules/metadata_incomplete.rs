//! ## What it does
//! Reports a definition that does not say what it is for or who answers for it: `description` and `owner`, unless the
//! option names others.
//!
//! ## Why is this bad?
//! The first question about a file is whom to ask, and the people who know leave.
//!
//! ## Options
//! `required`: the keys that every definition has, `description` and `owner` when absent
//!
//! ## Origin
//! Zalando 215 and 218, Spectral `info-contact` and `info-description`, Redocly `info-contact`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`
use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "metadata-incomplete",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "nobody knows whom to ask about it",
    options: &[RuleOption {
        name: "required",
        kind: OptionKind::Texts,
        help: "the keys that every definition has, `description` and `owner` when absent",
    }],
    source: include_str!("metadata_incomplete.rs"),
    check: Check::Definition(check),
};

/// The keys that every definition has unless the option names others.
const REQUIRED: [&str; 2] = ["description", "owner"];

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let configured = ctx.options.texts("required");
    let usual = REQUIRED.into_iter().filter(|_| configured.is_empty());
    for key in configured.iter().map(String::as_str).chain(usual) {
        judge(ctx, key, out);
    }
}

fn judge(ctx: &Context<'_>, key: &str, out: &mut Report<'_>) {
    let origin = ctx.definition.meta.origin;
    if !says(ctx, key) {
        out.at(ctx.name(origin), origin, format!("the definition has no `{key}`"))
            .about(key)
            .help(format!("add `{key}` beside the name"));
    }
}

/// Whether the definition has a key.
fn says(ctx: &Context<'_>, key: &str) -> bool {
    let it = ctx.definition;
    match key {
        "description" => it.meta.description.is_some(),
        "owner" => it.owner.is_some(),
        "stability" => it.stability.is_some(),
        "info" => it.info.is_some(),
        "base_url" => it.base_url.is_some(),
        "spec_version" => it.spec_version.is_some(),
        "namespace" => it.namespace_declared,
        _ => ctx.repository.node(it.meta.origin).get(key).is_some(),
    }
}
