//! ## What it does
//! Reports a model `X_published` with fields other than `event_id`, `timestamp`, `organization` and `data`, or in which
//! these are not `string`, `date-time-iso8601`, `string` and `X_data`.
//! The attribute `linter` with `{"ignore": ["published_event_model"]}` on the model exempts it.
//!
//! ## Why is this bad?
//! One reader handles all published data, whatever it is about.
//!
//! ## Origin
//! Flow rule 22 (`PublishedEventModels`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Field, Model, Primitive, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "published-event-malformed",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "one reader handles all published data",
    options: &[],
    source: include_str!("published_event_malformed.rs"),
    check: Check::Model(check),
};

const FIELDS: [&str; 4] = ["event_id", "timestamp", "organization", "data"];

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let Some(thing) = model.name.strip_suffix("_published") else { return };
    if house::ignores(&model.meta, "published_event_model") {
        return;
    }
    if !model.fields.iter().map(|it| it.name.as_str()).eq(FIELDS) {
        let message = format!("the fields of `{}` are not {}", model.name, house::enumerate(FIELDS));
        out.at(ctx.name(model.meta.origin), model.meta.origin, message).help("put everything else into `data`");
    }
    model.fields.iter().for_each(|it| field_type(ctx, it, thing, out));
}

fn field_type(ctx: &Context<'_>, field: &Field, thing: &str, out: &mut Report<'_>) {
    let data = || format!("{thing}_data");
    let (fits, wanted) = match field.name.as_str() {
        "event_id" | "organization" => (field.ty.is(Primitive::String), "string".to_owned()),
        "timestamp" => (field.ty.is(Primitive::DateTime), "date-time-iso8601".to_owned()),
        "data" => (house::bare_name(ctx.repository, &field.ty) == data() && !field.ty.is_list(), data()),
        _ => return,
    };
    if !fits && !matches!(field.ty.base(), Type::Unresolved(_)) {
        let message = format!("`{}` is `{}` instead of `{wanted}`", field.name, ctx.label(&field.ty));
        out.at(ctx.member(field.meta.origin, "type"), field.meta.origin, message).help(format!("make it `{wanted}`"));
    }
}
