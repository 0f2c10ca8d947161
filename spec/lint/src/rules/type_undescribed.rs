//! ## What it does
//! Reports an enum, model or union without a description.
//!
//! ## Why is this bad?
//! The name says what a thing is called; what it is, when it exists and who may see it stands nowhere else.
//!
//! ## Origin
//! Buf `COMMENT_MESSAGE`, `COMMENT_ENUM`, `COMMENT_ONEOF`; AIP 192.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`
use apigen_model::{Enum, Meta, Model, Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "type-undescribed",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "what the thing is stands nowhere else",
    options: &[],
    source: include_str!("type_undescribed.rs"),
    check: Check::Each(&[Check::Enum(enumeration), Check::Model(model), Check::Union(union)]),
};

fn enumeration(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    judge(ctx, "enum", &it.name, &it.meta, out);
}

fn model(ctx: &Context<'_>, it: &Model, out: &mut Report<'_>) {
    judge(ctx, "model", &it.name, &it.meta, out);
}

fn union(ctx: &Context<'_>, it: &Union, out: &mut Report<'_>) {
    judge(ctx, "union", &it.name, &it.meta, out);
}

fn judge(ctx: &Context<'_>, word: &str, name: &str, meta: &Meta, out: &mut Report<'_>) {
    if meta.description.as_deref().is_none_or(|it| it.trim().is_empty()) {
        out.at(ctx.name(meta.origin), meta.origin, format!("nothing says what {word} `{name}` is"))
            .help("describe it in one sentence");
    }
}
