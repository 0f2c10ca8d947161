//! ## What it does
//! Reports a model `..._upserted` or `..._deleted` that does not begin with `event_id` and `timestamp`,
//! whose `organization` does not follow them (or the `id` that may stand between), whose `number` does not follow
//! `organization`,
//! or in which one of these is no string, or the timestamp no `date-time-iso8601`.
//! The attribute `linter` with `{"ignore": ["event_model"]}` on the model exempts it.
//!
//! ## Why is this bad?
//! Queues read the identity, the time and the owner of every event without knowing the event.
//!
//! ## Origin
//! Flow rule 11 (`EventUpsertedModels`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Field, Model, Primitive, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "event-field-misplaced",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "queues read the head of every event",
    options: &[],
    source: include_str!("event_field_misplaced.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let event = ["_upserted", "_deleted"].iter().any(|it| model.name.ends_with(it));
    if !event || house::ignores(&model.meta, "event_model") {
        return;
    }
    expect(ctx, model, "event_id", 0, out);
    expect(ctx, model, "timestamp", 1, out);
    let head = if house::name_at(model, 2) == "id" { 3 } else { 2 };
    if house::field(model, "organization").is_some() {
        expect(ctx, model, "organization", head, out);
    }
    if let Some(number) = house::field(model, "number") {
        number_follows(ctx, model, number, out);
    }
    model.fields.iter().for_each(|it| common_type(ctx, it, out));
}

/// Reports a field that is missing or stands elsewhere than at a position.
fn expect(ctx: &Context<'_>, model: &Model, name: &str, position: usize, out: &mut Report<'_>) {
    if house::name_at(model, position) == name {
        return;
    }
    let (origin, message) = match house::field(model, name) {
        Some(field) => (field.meta.origin, format!("`{name}` is not field {} of `{}`", position + 1, model.name)),
        None => (model.meta.origin, format!("`{}` has no `{name}`", model.name)),
    };
    out.at(ctx.name(origin), origin, message)
        .about(name)
        .help("events begin with `event_id` and `timestamp`; an `id` and then `organization` may follow");
}

fn number_follows(ctx: &Context<'_>, model: &Model, number: &Field, out: &mut Report<'_>) {
    let index = model.fields.iter().position(|it| it.name == "organization");
    if index.is_some_and(|it| house::name_at(model, it + 1) == "number") {
        return;
    }
    let message = if index.is_some() {
        "`number` does not follow `organization`"
    } else {
        "`number` stands without `organization`"
    };
    out.at(ctx.name(number.meta.origin), number.meta.origin, message)
        .about("number")
        .help("put `number` after `organization`, within which it is unique");
}

fn common_type(ctx: &Context<'_>, field: &Field, out: &mut Report<'_>) {
    let common = match field.name.as_str() {
        "event_id" | "organization" | "number" => Primitive::String,
        "timestamp" => Primitive::DateTime,
        _ => return,
    };
    if !house::may_be(&field.ty, common) {
        let message = format!("`{}` of an event is `{}`", field.name, ctx.label(&field.ty));
        out.at(ctx.member(field.meta.origin, "type"), field.meta.origin, message)
            .about("type")
            .help(format!("make it `{common}`"));
    }
}
