//! ## What it does
//! Reports an event that the key of its stream leads nowhere in.
//! The key is a path such as `order.id`. In an event that carries the thing it leads to the thing's field; in one that
//! carries only the identity, such as `order_deleted`, its last name is a field of the event itself.
//! At its end stands a single value: no list, map, model or union.
//!
//! ## Why is this bad?
//! Events are ordered per key; an event without one is in no order with the others.
//!
//! ## Origin
//! Zalando 203 and 204.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Model, Repository, Severity, Stream, Type, TypeKind};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::streams::events;
use crate::unions::{leaves, nested};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-key-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "events are ordered per key",
    options: &[],
    source: include_str!("stream_key_not_found.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, stream: &Stream, out: &mut Report<'_>) {
    let Some(key) = stream.key.as_deref() else { return };
    let last = key.rsplit('.').next().unwrap_or(key);
    for event in events(ctx.repository, stream) {
        let Some(model) = event.model else { continue };
        let end = follow(ctx.repository, model, key);
        let end = if end == End::Nowhere { follow(ctx.repository, model, last) } else { end };
        let message = match end {
            End::Value => continue,
            End::Nowhere if key == last => format!("event `{}` has no `{key}`", model.name),
            End::Nowhere => format!("event `{}` has neither `{key}` nor `{last}`", model.name),
            End::Something => format!("`{key}` of event `{}` is no single value", model.name),
        };
        out.at(ctx.member(stream.meta.origin, "key"), stream.meta.origin, message)
            .about(model.name.as_str())
            .related(ctx.name(model.meta.origin), "the event")
            .help("name a path that leads to the identity in every event");
    }
}

/// What stands at the end of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// A single value, or something that nobody here knows.
    Value,
    /// A list, map, model, union or the like.
    Something,
    /// There is no such path.
    Nowhere,
}

fn follow(repository: &Repository, model: &Model, path: &str) -> End {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(field) = model.fields.iter().find(|it| it.name == name) else { return End::Nowhere };
    match rest {
        None => end(&field.ty),
        Some(rest) => follow_type(repository, &field.ty, rest),
    }
}

fn follow_type(repository: &Repository, ty: &Type, path: &str) -> End {
    if matches!(ty, Type::External(_) | Type::Unresolved(_)) {
        return End::Value;
    }
    if let Some(model) = repository.model_of(ty) {
        return follow(repository, model, path);
    }
    let Some((_, union)) = nested(repository, ty) else { return End::Nowhere };
    let models = union.types.iter().flat_map(|it| leaves(repository, it)).filter_map(|it| repository.model_of(&it.ty));
    let mut ends = models.map(|it| follow(repository, it, path));
    ends.find(|it| *it != End::Value).unwrap_or(End::Value)
}

fn end(ty: &Type) -> End {
    match ty {
        Type::Primitive(it) if it.fits_in_url() => End::Value,
        Type::Named(id) if id.kind == TypeKind::Enum => End::Value,
        Type::External(_) | Type::Unresolved(_) => End::Value,
        _ => End::Something,
    }
}
