//! ## What it does
//! Reports a model `..._mapping` that does not begin with `id` (a string), `a` of type `a_reference` and `b` of type
//! `b_reference`, or whose name is not `a_b_mapping` then.
//!
//! ## Why is this bad?
//! A mapping is read by its name; fields of other names or types make it a model of its own that only looks like one.
//!
//! ## Origin
//! Flow rule 17 (`MappingModels`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::{Field, Model, Primitive, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "mapping-model-malformed",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "the name of a mapping says what it maps",
    options: &[],
    source: include_str!("mapping_model_malformed.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    if !model.name.ends_with("_mapping") {
        return;
    }
    let [id, from, to, ..] = model.fields.as_slice() else {
        out.at(ctx.name(model.meta.origin), model.meta.origin, format!("`{}` has fewer than three fields", model.name))
            .about("fields")
            .help("a mapping has `id` and the two references that it connects");
        return;
    };
    let types = [identity(ctx, id, out), reference(ctx, from, out), reference(ctx, to, out)];
    let wanted = format!("{}_{}_mapping", from.name, to.name);
    if types == [true; 3] && model.name != wanted {
        out.at(
            ctx.name(model.meta.origin),
            model.meta.origin,
            format!("`{}` maps {}", model.name, house::enumerate([from.name.as_str(), &to.name])),
        )
        .about("name")
        .help(format!("call it `{wanted}`"));
    }
}

fn identity(ctx: &Context<'_>, field: &Field, out: &mut Report<'_>) -> bool {
    let origin = field.meta.origin;
    if !house::may_be(&field.ty, Primitive::String) {
        out.at(
            ctx.member(origin, "type"),
            origin,
            format!("`{}` is `{}` instead of `string`", field.name, ctx.label(&field.ty)),
        )
        .about("type")
        .help("make the first field a string named `id`");
    } else if field.name != "id" {
        out.at(ctx.name(origin), origin, format!("`{}` stands in place of `id`", field.name))
            .about("name")
            .help("make the first field a string named `id`");
    } else {
        return true;
    }
    false
}

fn reference(ctx: &Context<'_>, field: &Field, out: &mut Report<'_>) -> bool {
    let origin = field.meta.origin;
    let ty = house::bare_name(ctx.repository, &field.ty);
    match ty.strip_suffix("_reference") {
        Some(thing) if thing == field.name => return true,
        Some(thing) => {
            out.at(ctx.name(origin), origin, format!("`{}` refers to `{thing}`", field.name))
                .about("name")
                .help(format!("call it `{thing}`"));
        }
        None if ty.is_empty() => {}
        None => {
            let message = format!("`{}` is `{}`, which is no reference", field.name, ctx.label(&field.ty));
            out.at(ctx.member(origin, "type"), origin, message)
                .about("type")
                .help(format!("make it `{}_reference`", field.name));
        }
    }
    false
}
