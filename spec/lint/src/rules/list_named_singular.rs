//! ## What it does
//! Reports a field that holds a list and whose name is a singular.
//! Words for many things at once, such as `content` or `history`, are fine.
//!
//! ## Why is this bad?
//! `order.line` reads like one line, in every language that is generated.
//!
//! ## Options
//! `collective`: further words that stand for many things
//!
//! ## Origin
//! Zalando 120, AIP 140, Zally `PluralizeNamesForArraysRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::{Severity, plural};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::names::{COLLECTIVE, head, is_plural};
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "list-named-singular",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the name reads like one thing",
    options: &[RuleOption {
        name: "collective",
        kind: OptionKind::Texts,
        help: "further words that stand for many things",
    }],
    source: include_str!("list_named_singular.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    if !it.field.ty.is_list() || it.field.name.is_empty() {
        return;
    }
    let name = it.field.name.as_str();
    let word = head(name);
    if is_plural(word) || COLLECTIVE.contains(&word) || ctx.options.lists("collective", word) {
        return;
    }
    let origin = it.field.meta.origin;
    out.at(ctx.name(origin), origin, format!("`{name}` is a list, and its name a singular"))
        .about(name)
        .help(format!("call it `{}`", plural(name)));
}
