//! ## What it does
//! Reports an operation that emits to a stream that does not exist, or an event that is no member of its stream's
//! union.
//! Streams of this definition are written bare, others with their namespace.
//!
//! ## Why is this bad?
//! Consumers wait for an event that nobody can publish, and conformance cannot look for it.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Emit, Import, ImportTarget, Severity, Stream, Type, TypeKind, names};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "emits-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nobody can publish what does not exist",
    options: &[],
    source: include_str!("emits_not_found.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let Some(behaviour) = &it.operation.behaviour else { return };
    for emit in behaviour.emits.iter().filter(|it| !it.stream.is_empty()) {
        let local = ctx.definition.streams.iter().find(|it| it.name == emit.stream);
        match local.or_else(|| ctx.repository.stream(&emit.stream).map(|(_, it)| it)) {
            Some(stream) => event(ctx, emit, stream, out),
            None => missing(ctx, emit, out),
        }
    }
}

fn missing(ctx: &Context<'_>, emit: &Emit, out: &mut Report<'_>) {
    let elsewhere = |it: &Import| it.target == ImportTarget::Missing;
    if emit.stream.contains('.') && ctx.definition.imports.iter().any(elsewhere) {
        return; // It may be a stream of a definition that is not here.
    }
    let origin = emit.meta.origin;
    let draft = out.at(ctx.member(origin, "stream"), origin, format!("there is no stream `{}`", emit.stream));
    match names::nearest(&emit.stream, ctx.definition.streams.iter().map(|it| it.name.as_str())) {
        Some(near) => draft.about(emit.stream.as_str()).help(format!("did you mean `{near}`?")),
        None => draft.about(emit.stream.as_str()).help("declare it under `streams`"),
    };
}

fn event(ctx: &Context<'_>, emit: &Emit, stream: &Stream, out: &mut Report<'_>) {
    let direct = ctx.repository.union_of(&stream.ty);
    if direct.is_some_and(|it| it.types.iter().any(|it| it.name == emit.event)) {
        return;
    }
    let Some(events) = events(ctx, &stream.ty) else { return };
    if emit.event.is_empty() || events.contains(&emit.event.as_str()) {
        return;
    }
    let origin = emit.meta.origin;
    let message = format!("stream `{}` has no event `{}`", stream.name, emit.event);
    let draft = out.at(ctx.member(origin, "event"), origin, message);
    draft.about(emit.event.as_str()).related(ctx.name(stream.meta.origin), "the stream");
    match names::nearest(&emit.event, events) {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help(format!("add it to `{}`", ctx.label(&stream.ty))),
    };
}

/// The events of a stream, those of unions inside its union included. `None` when some are not known.
fn events<'a>(ctx: &Context<'a>, ty: &'a Type) -> Option<Vec<&'a str>> {
    if let Some(model) = ctx.repository.model_of(ty) {
        return Some(vec![&model.name]);
    }
    let mut all = Vec::new();
    for member in &ctx.repository.union_of(ty)?.types {
        all.push(member.name.as_str());
        match ctx.repository.kind_of(&member.ty) {
            Some(TypeKind::Model) => {}
            _ => all.extend(ctx.repository.union_of(&member.ty)?.types.iter().map(|it| it.name.as_str())),
        }
    }
    Some(all)
}
