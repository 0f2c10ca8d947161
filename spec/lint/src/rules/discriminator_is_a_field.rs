//! ## What it does
//! Reports a discriminator with the name of a field of a member.
//! The elements of lists and maps count, and so do members of nested unions, which are reported at the innermost union.
//!
//! ## Why is this bad?
//! Both claim the same key of the JSON object, and one of them is lost.
//!
//! ## Origin
//! apibuilder V15.
//! Peers: openapi-generator issues 13020 and 13257.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Field, Model, Severity, Union, UnionType};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::unions::{leaves, nested};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "discriminator-is-a-field",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "both claim the same key of the JSON object",
    options: &[],
    source: include_str!("discriminator_is_a_field.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    let Some(discriminator) = union.discriminator.as_deref() else { return };
    // A nested union with the same discriminator is reported itself.
    let reported = |it: &UnionType| {
        nested(ctx.repository, &it.ty).is_some_and(|(_, it)| it.discriminator.as_deref() == Some(discriminator))
    };
    let members = union.types.iter().filter(|it| !reported(it)).flat_map(|it| leaves(ctx.repository, it));
    let mut clashes = members.filter_map(|it| clash(ctx, it, discriminator));
    let Some((model, field)) = clashes.next() else { return };
    let place = ctx.member(union.meta.origin, "discriminator");
    let draft = out
        .at(place, union.meta.origin, format!("discriminator `{discriminator}` is also a field of `{}`", model.name))
        .about(discriminator)
        .related(ctx.name(field.meta.origin), format!("the field of `{}`", model.name))
        .help("rename one of the two");
    for (model, field) in clashes {
        draft.related(ctx.name(field.meta.origin), format!("the field of `{}`", model.name));
    }
}

fn clash<'a>(ctx: &Context<'a>, member: &UnionType, name: &str) -> Option<(&'a Model, &'a Field)> {
    let model = ctx.repository.model_of(member.ty.base())?;
    model.fields.iter().find(|it| it.name == name).map(|it| (model, it))
}
