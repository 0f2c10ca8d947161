//! ## What it does
//! Reports a string named after a code (`country`, `currency`, `language`, `locale`, `time_zone`) that neither an enum,
//! a pattern nor a maximum limits.
//! With the option, reports every such string: the company has a type for it.
//!
//! ## Why is this bad?
//! `Germany`, `DE` and `deu` arrive, and each is right by the definition.
//!
//! ## Options
//! `types`: the type to use, by word
//!
//! ## Origin
//! Zalando 170, AIP 143.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`
use apigen_model::{Primitive, Severity};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::house::substitute;
use crate::report::Report;
use crate::vocabulary::Topics;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "code-as-free-text",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "three spellings of one country are all valid",
    options: &[RuleOption { name: "types", kind: OptionKind::Table, help: "the type to use, by word" }],
    source: include_str!("code_as_free_text.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let field = it.field;
    if !it.topics.has(Topics::CODE) || !field.ty.is(Primitive::String) {
        return;
    }
    let name = field.name.as_str();
    let bare = name.strip_suffix("_code").unwrap_or(name);
    let word = if bare.ends_with("time_zone") { "time_zone" } else { bare.rsplit('_').next().unwrap_or(bare) };
    let is_code = matches!(word, "country" | "currency" | "language" | "locale" | "timezone" | "time_zone");
    let wanted = substitute(ctx.options, "types", word);
    let is_limited = field.maximum().is_some() || field.pattern().is_some();
    if is_code && (wanted.is_some() || !is_limited) {
        let origin = field.meta.origin;
        let help =
            wanted.map_or("state the standard with a pattern, or use an enum".to_owned(), |it| format!("use `{it}`"));
        out.at(ctx.member(origin, "type"), origin, format!("`{name}` is a code as free text")).about(name).help(help);
    }
}
