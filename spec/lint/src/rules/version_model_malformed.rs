//! ## What it does
//! Reports a model `X_version` with fields other than `id`, `timestamp`, `type` and `X`, of the types `string`,
//! `date-time-iso8601`, `change_type` and one of `X`, `X_summary` and `expandable_X`, all required.
//!
//! ## Why is this bad?
//! One reader shows the history of everything.
//!
//! ## Origin
//! Flow rule 28 (`VersionModels`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::{Field, Model, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "version-model-malformed",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "one reader shows the history of everything",
    options: &[],
    source: include_str!("version_model_malformed.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let Some(thing) = model.name.strip_suffix("_version").filter(|it| !it.is_empty()) else { return };
    let fields = ["id", "timestamp", "type", thing];
    if !model.fields.iter().map(|it| it.name.as_str()).eq(fields) {
        let message = format!("the fields of `{}` are not {}", model.name, house::enumerate(fields));
        out.at(ctx.name(model.meta.origin), model.meta.origin, message)
            .help("give versions of all things the same fields");
        return;
    }
    for (position, field) in model.fields.iter().enumerate() {
        let types = [&["string"][..], &["date-time-iso8601"], &["change_type"]];
        let of_thing = [thing, &format!("{thing}_summary"), &format!("expandable_{thing}")];
        check_field(ctx, field, types.get(position).copied().unwrap_or(&of_thing), out);
    }
}

fn check_field(ctx: &Context<'_>, field: &Field, types: &[&str], out: &mut Report<'_>) {
    let name = house::bare_name(ctx.repository, &field.ty);
    let origin = field.meta.origin;
    if !name.is_empty() && (!types.contains(&name) || field.ty.base() != &field.ty) {
        out.at(
            ctx.member(origin, "type"),
            origin,
            format!("`{}` of a version is `{}`", field.name, ctx.label(&field.ty)),
        )
        .about("type")
        .help(format!("make it `{}`", types.join("` or `")));
    }
    if !field.required {
        out.at(ctx.member(origin, "required"), origin, format!("`{}` of a version is optional", field.name))
            .about("required")
            .help("make it required");
    }
}
