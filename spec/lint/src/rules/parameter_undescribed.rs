//! ## What it does
//! Reports a parameter without a description, unless something else says what it does: a filter, a type with a name of
//! its own, a variable of the path, or one of the names that every list shares (`id`, `limit`, `offset`, `cursor`,
//! `sort`, `expand`, `q`).
//!
//! ## Why is this bad?
//! A caller sees a name and a type, and guesses what they do to the result.
//!
//! ## Options
//! `obvious`: further names that explain themselves
//!
//! ## Origin
//! Redocly `parameter-description`, Spectral `oas3-parameter-description`, Buf `COMMENT_RPC`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`
use apigen_model::{Location, Severity, Type};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "parameter-undescribed",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "callers guess what it does to the result",
    options: &[RuleOption { name: "obvious", kind: OptionKind::Texts, help: "further names that explain themselves" }],
    source: include_str!("parameter_undescribed.rs"),
    check: Check::Parameter(check),
};

/// Parameters that mean the same in every list.
const OBVIOUS: [&str; 7] = ["id", "limit", "offset", "cursor", "sort", "expand", "q"];

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let field = &it.parameter.field;
    let name = field.name.as_str();
    let is_explained = field.meta.description.is_some()
        || it.parameter.filter.is_some()
        || it.parameter.location == Location::Path
        || !matches!(field.ty.base(), Type::Primitive(_));
    if is_explained || name.is_empty() || OBVIOUS.contains(&name) || ctx.options.lists("obvious", name) {
        return;
    }
    let origin = field.meta.origin;
    out.at(ctx.name(origin), origin, format!("nothing says what parameter `{name}` does"))
        .about(name)
        .help("describe it in one sentence, or say what it filters by");
}
