//! ## What it does
//! Reports an error response whose body is a bare list, text or number.
//! With the option, reports every body that is none of the named types.
//! Errors without content are fine.
//!
//! ## Why is this bad?
//! Programs look for a code, people for a message, and neither finds it in the same place twice.
//!
//! ## Options
//! `types`: the bare names of the types that errors may have; a `*` at the end stands for anything
//!
//! ## Origin
//! Zalando 176, Redocly `operation-4xx-problem-details-rfc7807`, Zally `UseProblemJsonRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#errors`
use apigen_model::{Primitive, Response, ResponseCode, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::house::bare_name;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "error-without-envelope",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "programs look for a code in the same place everywhere",
    options: &[RuleOption {
        name: "types",
        kind: OptionKind::Texts,
        help: "the bare names of the types that errors may have; a `*` at the end stands for anything",
    }],
    source: include_str!("error_without_envelope.rs"),
    check: Check::Response(check),
};

fn check(ctx: &Context<'_>, it: &Response, out: &mut Report<'_>) {
    if !matches!(it.code, ResponseCode::Status(400..=599)) || it.ty.is(Primitive::Unit) {
        return;
    }
    let is_bare = match &it.ty {
        Type::List(_) | Type::Map(_) => true,
        Type::Primitive(it) => !matches!(it, Primitive::Json | Primitive::Object),
        _ => false,
    };
    let name = bare_name(ctx.repository, &it.ty);
    let allowed = ctx.options.texts("types");
    let is_other = !allowed.is_empty() && !name.is_empty() && !ctx.options.lists("types", name);
    if is_bare || is_other {
        let origin = it.meta.origin;
        let help = match allowed {
            [] => "use a model with a code and messages".to_owned(),
            all => format!("use one of {}", all.join(", ")),
        };
        out.at(ctx.member(origin, "type"), origin, format!("error {} is a `{}`", it.code, ctx.label(&it.ty)))
            .help(help);
    }
}
