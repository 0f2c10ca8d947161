//! ## What it does
//! Reports a model `..._errors` without a field `errors` that is a list of a type `..._error`,
//! and a model `..._error` with a field `code` that is no enum of this file, or without a string `message`.
//! Models whose attribute `linter` has `{"error_version": 1}` have the older form and are left to
//! `error-model-v1-malformed`.
//! The attribute `linter` with `{"ignore": ["error"]}` on the model exempts it.
//!
//! ## Why is this bad?
//! Programs branch on the code, which only an enum lists in full.
//!
//! ## Origin
//! Flow rule 9 (`ErrorModelsV2`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#errors`

use apigen_model::{Field, Model, Primitive, Severity, Type, TypeKind};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "error-model-v2-malformed",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "programs read the errors of all services alike",
    options: &[],
    source: include_str!("error_model_v2_malformed.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let wrapper = model.name.ends_with("_errors");
    let code = house::field(model, "code").filter(|_| model.name.ends_with("_error"));
    if (!wrapper && code.is_none()) || house::ignores(&model.meta, "error") {
        return;
    }
    match code {
        Some(code) if !house::is_first_error_version(&model.meta) => error(ctx, model, code, out),
        _ if wrapper => errors(ctx, model, out),
        _ => {}
    }
}

fn errors(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let help = "make `errors` a list of a type named `..._error`";
    let Some(field) = house::field(model, "errors") else {
        out.at(ctx.name(model.meta.origin), model.meta.origin, format!("`{}` has no `errors`", model.name)).help(help);
        return;
    };
    let name = house::bare_name(ctx.repository, &field.ty);
    if !name.is_empty() && (!field.ty.is_list() || !name.ends_with("_error")) {
        let message = format!("`errors` is `{}` instead of a list of errors", ctx.label(&field.ty));
        out.at(ctx.member(field.meta.origin, "type"), field.meta.origin, message).help(help);
    }
}

fn error(ctx: &Context<'_>, model: &Model, code: &Field, out: &mut Report<'_>) {
    let local = matches!(&code.ty, Type::Named(it) if it.kind == TypeKind::Enum && it.definition == ctx.definition.id);
    if !local && !matches!(code.ty, Type::Unresolved(_)) {
        let message = format!("`code` is `{}`, which is no enum of this file", ctx.label(&code.ty));
        out.at(ctx.member(code.meta.origin, "type"), code.meta.origin, message).help("declare an enum of the codes");
    }
    match house::field(model, "message") {
        None => {
            let message = format!("`{}` has no `message`", model.name);
            out.at(ctx.name(model.meta.origin), model.meta.origin, message)
                .help("add a field `message` of type `string`");
        }
        Some(it) if !house::may_be(&it.ty, Primitive::String) => {
            let message = format!("`message` is `{}` instead of `string`", ctx.label(&it.ty));
            out.at(ctx.member(it.meta.origin, "type"), it.meta.origin, message).help("make it `string`");
        }
        Some(_) => {}
    }
}
