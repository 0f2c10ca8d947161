//! ## What it does
//! Reports a success whose body is a bare text, number or boolean.
//! With the option, reports a bare list too.
//!
//! ## Why is this bad?
//! Nothing can be added to the answer later without breaking everybody who reads it.
//!
//! ## Options
//! `lists`: whether a body may be a bare list, `allow` when absent
//!
//! ## Origin
//! Zalando 110, Zally `SuccessResponseAsJsonObjectRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`
use apigen_model::{Primitive, Response, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "response-not-an-object",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "nothing can be added to it later",
    options: &[RuleOption {
        name: "lists",
        kind: OptionKind::Choice(&["allow", "forbid"]),
        help: "whether a body may be a bare list, `allow` when absent",
    }],
    source: include_str!("response_not_an_object.rs"),
    check: Check::Response(check),
};

fn check(ctx: &Context<'_>, it: &Response, out: &mut Report<'_>) {
    if !it.code.is_success() {
        return;
    }
    let is_bare = match &it.ty {
        Type::Primitive(it) => !matches!(it, Primitive::Unit | Primitive::Json | Primitive::Object),
        Type::List(_) => ctx.options.text("lists") == Some("forbid"),
        _ => false,
    };
    if is_bare {
        let origin = it.meta.origin;
        out.at(ctx.member(origin, "type"), origin, format!("the body is a bare `{}`", ctx.label(&it.ty)))
            .help("put it into a field of a model");
    }
}
