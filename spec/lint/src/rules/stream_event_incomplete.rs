//! ## What it does
//! Reports an event of a stream that is no model, or lacks a required `event_id` (string or uuid) or a required
//! `timestamp` (date-time-iso8601).
//!
//! ## Why is this bad?
//! Delivery repeats: the `event_id` makes a duplicate harmless. Delivery is late: the `timestamp` puts an event in its
//! place.
//!
//! ## Origin
//! Zalando 211, 214 and 247.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Model, Primitive, Severity, Stream, Type};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::streams::events;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-event-incomplete",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "duplicates and late events are recognised by them",
    options: &[],
    source: include_str!("stream_event_incomplete.rs"),
    check: Check::Stream(check),
};

/// The fields of every event, and the types that they may have.
const FIELDS: [(&str, &[Primitive]); 2] =
    [("event_id", &[Primitive::String, Primitive::Uuid]), ("timestamp", &[Primitive::DateTime])];

fn check(ctx: &Context<'_>, stream: &Stream, out: &mut Report<'_>) {
    for event in events(ctx.repository, stream) {
        match (event.model, &event.member.ty) {
            (Some(model), _) => {
                for field in FIELDS {
                    check_field(ctx, stream, model, field, out);
                }
            }
            (None, Type::External(_) | Type::Unresolved(_)) => {}
            (None, _) => {
                let origin = event.member.meta.origin;
                out.at(ctx.member(origin, "type"), origin, format!("event `{}` is not a model", event.member.name))
                    .related(ctx.name(stream.meta.origin), "the stream")
                    .help("make it a model with `event_id` and `timestamp`");
            }
        }
    }
}

fn check_field(
    ctx: &Context<'_>,
    stream: &Stream,
    model: &Model,
    (name, types): (&str, &[Primitive]),
    out: &mut Report<'_>,
) {
    let wanted = types[0];
    let field = model.fields.iter().find(|it| it.name == name);
    let (place, says) = match field {
        None => (ctx.name(model.meta.origin), format!("has no `{name}`")),
        Some(it) if !may_be(&it.ty, types) => {
            (ctx.member(it.meta.origin, "type"), format!("has `{name}` of type `{}`", ctx.label(&it.ty)))
        }
        Some(it) if !it.required => (ctx.member(it.meta.origin, "required"), format!("has an optional `{name}`")),
        Some(_) => return,
    };
    out.at(place, field.map_or(model.meta.origin, |it| it.meta.origin), format!("event `{}` {says}", model.name))
        .about(name)
        .related(ctx.name(stream.meta.origin), "the stream")
        .help(format!("give it a required field `{name}` of type `{wanted}`"));
}

fn may_be(ty: &Type, types: &[Primitive]) -> bool {
    match ty {
        Type::Primitive(it) => types.contains(it),
        Type::External(_) | Type::Unresolved(_) => true,
        _ => false,
    }
}
