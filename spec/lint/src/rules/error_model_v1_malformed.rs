//! ## What it does
//! Reports, for unions named `..._error`, a member that is no model named `..._error`, and a member that does not begin
//! with `code` and `messages`.
//! The discriminator of the union counts as first field. `code` is a string or an enum, `messages` is `[string]` with a
//! minimum of at least 1.
//! Models `..._error` outside of such unions are held to the same if their attribute `linter` has `{"error_version":
//! 1}`.
//! The attribute `linter` with `{"ignore": ["error"]}` on the union or model exempts it.
//!
//! ## Why is this bad?
//! Programs branch on the code and people read the messages, of all services alike.
//!
//! ## Origin
//! Flow rule 8 (`ErrorModelsV1`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#errors`

use apigen_model::{Field, Model, Named, Primitive, Safety, Severity, Type, TypeKind, Union, UnionType};
use rustc_hash::FxHashSet;

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "error-model-v1-malformed",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "programs read the errors of all services alike",
    options: &[],
    source: include_str!("error_model_v1_malformed.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut members = FxHashSet::default();
    for union in ctx.definition.unions.iter().filter(|it| it.name.ends_with("_error")) {
        members.extend(union.types.iter().filter_map(|it| it.ty.named()));
        if !house::ignores(&union.meta, "error") {
            union.types.iter().for_each(|it| member(ctx, union, it, out));
        }
    }
    for (id, named) in ctx.definition.types() {
        let Named::Model(model) = named else { continue };
        let versioned = model.name.ends_with("_error") && house::is_first_error_version(&model.meta);
        if versioned && !members.contains(&id) && !house::ignores(&model.meta, "error") {
            fields(ctx, model, None, out);
        }
    }
}

fn member(ctx: &Context<'_>, union: &Union, it: &UnionType, out: &mut Report<'_>) {
    let place = || ctx.member(it.meta.origin, "type");
    match ctx.repository.model_of(&it.ty) {
        Some(model) => {
            if !model.name.ends_with("_error") {
                let message = format!("`{}` in an error union is not named `..._error`", it.name);
                out.at(place(), it.meta.origin, message).about("name").help("rename the model, or take it out");
            }
            if !house::ignores(&model.meta, "error") {
                fields(ctx, model, union.discriminator.as_deref(), out);
            }
        }
        None if matches!(it.ty, Type::External(_) | Type::Unresolved(_)) => {}
        None => {
            let message = format!("`{}` in an error union is no model", it.name);
            out.at(place(), it.meta.origin, message).about("kind").help("make every member a model of this file");
        }
    }
}

fn fields(ctx: &Context<'_>, model: &Model, discriminator: Option<&str>, out: &mut Report<'_>) {
    let shift = usize::from(discriminator.is_some());
    let first = discriminator.unwrap_or_else(|| house::name_at(model, 0));
    let origin = model.meta.origin;
    let name = || ctx.name(origin);
    if first == "code" {
        if let (None, Some(code)) = (discriminator, model.fields.first()) {
            code_type(ctx, code, out);
        }
    } else {
        out.at(name(), origin, format!("`{}` does not begin with `code`", model.name))
            .about("code")
            .help("make `code` its first field, or the discriminator of its union");
    }
    let Some(field) = house::field(model, "messages") else {
        out.at(name(), origin, format!("`{}` has no `messages`", model.name))
            .about("messages")
            .help("add a field `messages` of type `[string]` with a minimum of 1");
        return;
    };
    messages(ctx, field, out);
    if first == "code" && house::name_at(model, 1 - shift) != "messages" {
        out.at(name(), origin, format!("`messages` does not follow `code` in `{}`", model.name))
            .about("order")
            .help("make `messages` the field after `code`");
    }
}

fn code_type(ctx: &Context<'_>, code: &Field, out: &mut Report<'_>) {
    let kind = match &code.ty {
        Type::External(it) => it.kind.unwrap_or(TypeKind::Enum),
        other => ctx.repository.kind_of(other).unwrap_or(TypeKind::Model),
    };
    if house::may_be(&code.ty, Primitive::String) || kind == TypeKind::Enum {
        return;
    }
    let message = format!("`code` is `{}`, which is neither a string nor an enum", ctx.label(&code.ty));
    out.at(ctx.member(code.meta.origin, "type"), code.meta.origin, message).help("declare an enum of the codes");
}

fn messages(ctx: &Context<'_>, field: &Field, out: &mut Report<'_>) {
    let origin = field.meta.origin;
    if !house::may_be_strings(&field.ty) {
        let message = format!("`messages` is `{}` instead of `[string]`", ctx.label(&field.ty));
        out.at(ctx.member(origin, "type"), origin, message).about("type").help("make it `[string]`");
    }
    if field.minimum().is_none_or(|it| it < 1) {
        out.at(ctx.member(origin, "minimum"), origin, "`messages` may be empty")
            .about("minimum")
            .help("write `\"minimum\": 1`")
            .fix(Safety::Unsafe, house::set_member(ctx, origin, "minimum", Some("1")));
    }
}
