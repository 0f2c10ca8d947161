//! ## What it does
//! Reports a stream whose type is no union, or a union without a discriminator.
//!
//! ## Why is this bad?
//! A stream carries events of several kinds sooner or later; readers tell them apart by the discriminator, and a new
//! kind is then a new member instead of a new stream.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Severity, Stream, Type, TypeKind};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-type-not-a-union",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "readers tell events apart by the discriminator",
    options: &[],
    source: include_str!("stream_type_not_a_union.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, stream: &Stream, out: &mut Report<'_>) {
    let message = match &stream.ty {
        Type::Unresolved(_) => return,
        Type::External(it) if it.kind.is_none_or(|it| it == TypeKind::Union) => return,
        ty => match ctx.repository.union_of(ty) {
            Some(union) if union.discriminator.is_some() || union.types.is_empty() => return,
            Some(union) => format!("union `{}` of stream `{}` has no discriminator", union.name, stream.name),
            None => format!("`{}` of stream `{}` is not a union", ctx.label(ty), stream.name),
        },
    };
    out.at(ctx.member(stream.meta.origin, "type"), stream.meta.origin, message)
        .help("put one model per event into a union with a `discriminator`");
}
