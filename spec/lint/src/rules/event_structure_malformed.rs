//! ## What it does
//! Reports members of unions named `..._event`:
//! an `X_upserted` whose union has no `X_deleted`; an `X_deleted` without a string `id`;
//! fields other than `event_id`, `timestamp`, at most one of `organization`, `channel`, `channel_id` and `partner`, and
//! then the thing (named after `X` or a word of it) or, once deleted, `id`;
//! and a thing without a string `id`.
//!
//! ## Why is this bad?
//! A consumer that keeps a copy needs to know what to store, under which key, and when to drop it.
//!
//! ## Options
//! `legacy`: events and unions of events that may stay as they are; a `*` at the end stands for anything.
//!
//! ## Origin
//! Flow rule 10 (`EventStructure`), whose lists of older names became the option.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Field, Model, Primitive, Severity, Union};
use rustc_hash::FxHashSet;

use crate::check::Check;
use crate::context::Context;
use crate::house::{self, EventName};
use crate::names;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "event-structure-malformed",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "consumers keep copies by the shape of events",
    options: &[RuleOption {
        name: "legacy",
        kind: OptionKind::Texts,
        help: "Events and unions of events that may stay as they are; a `*` at the end stands for anything.",
    }],
    source: include_str!("event_structure_malformed.rs"),
    check: Check::Union(check),
};

/// What may stand between the head of an event and the thing it is about.
const SCOPES: [&str; 4] = ["organization", "channel", "channel_id", "partner"];

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    if !union.name.ends_with("_event") || ctx.options.lists("legacy", &union.name) {
        return;
    }
    let models = union.types.iter().filter_map(|it| Some((it, ctx.repository.model_of(&it.ty)?)));
    let events: Vec<_> = models.filter_map(|(it, model)| Some((it, model, EventName::parse(&model.name)?))).collect();
    let deleted: FxHashSet<&str> = events.iter().filter(|it| it.2.deleted).map(|it| it.2.thing).collect();
    for (member, model, name) in events.iter().filter(|it| !ctx.options.lists("legacy", &it.1.name)) {
        if name.deleted {
            deleted_id(ctx, model, out);
        } else {
            if !deleted.contains(name.thing) {
                let message = format!("`{}` has no counterpart `{}_deleted`", model.name, name.thing);
                out.at(ctx.member(member.meta.origin, "type"), member.meta.origin, message)
                    .help("publish its deletion too, so that copies can be complete");
            }
            thing_id(ctx, model, out);
        }
        fields(ctx, model, *name, out);
    }
}

fn deleted_id(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    if let Some(id) = house::field(model, "id") {
        string_id(ctx, id, out);
    } else {
        out.at(ctx.name(model.meta.origin), model.meta.origin, format!("`{}` has no `id`", model.name))
            .about("id")
            .help("add a field `id` of type `string`: what is deleted");
    }
}

/// The thing itself, which stands last, needs an identity.
fn thing_id(ctx: &Context<'_>, event: &Model, out: &mut Report<'_>) {
    let Some(thing) = event.fields.last().and_then(|it| ctx.repository.model_of(&it.ty)) else { return };
    if let Some(id) = house::field(thing, "id") {
        string_id(ctx, id, out);
    } else {
        let message = format!("`{}` is published and has no `id`", thing.name);
        out.at(ctx.name(thing.meta.origin), thing.meta.origin, message)
            .about("id")
            .help("add a field `id` of type `string`");
    }
}

fn string_id(ctx: &Context<'_>, id: &Field, out: &mut Report<'_>) {
    if !house::may_be(&id.ty, Primitive::String) {
        let message = format!("the `id` of what is published is `{}`", ctx.label(&id.ty));
        out.at(ctx.member(id.meta.origin, "type"), id.meta.origin, message).about("id").help("make it `string`");
    }
}

fn fields(ctx: &Context<'_>, model: &Model, name: EventName<'_>, out: &mut Report<'_>) {
    for (position, field) in model.fields.iter().enumerate() {
        let last = || names_the_end(name, &field.name);
        let thing = if name.deleted { "`id`" } else { "the thing" };
        let (fits, wanted) = match position {
            0 => (field.name == "event_id", "`event_id`"),
            1 => (field.name == "timestamp", "`timestamp`"),
            2 => (SCOPES.contains(&field.name.as_str()) || last(), thing),
            3 => (last(), thing),
            _ => (false, "nothing"),
        };
        if !fits {
            let message = format!("`{}` stands where {wanted} belongs", field.name);
            out.at(ctx.name(field.meta.origin), field.meta.origin, message).about("position").help(
                "events are `event_id`, `timestamp`, perhaps `organization`, and the thing, or its `id` once deleted",
            );
        }
    }
}

fn names_the_end(event: EventName<'_>, field: &str) -> bool {
    if event.deleted {
        return field == "id";
    }
    field == event.thing || names::words(event.thing).any(|it| it == field)
}
