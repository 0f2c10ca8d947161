//! ## What it does
//! Reports a model that is a member of several unions of a definition under different discriminators or different
//! discriminator values.
//! Unions without a discriminator wrap their members and do not count.
//!
//! ## Why is this bad?
//! Generated code has one form of the model, which carries one discriminator; values of the other unions come out
//! wrong.
//!
//! ## Origin
//! apibuilder V19.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Type, TypeId, TypeKind, Union, UnionType};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "discriminator-value-inconsistent",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "one model has one form on the wire",
    options: &[],
    source: include_str!("discriminator_value_inconsistent.rs"),
    check: Check::Definition(check),
};

type Membership<'a> = (&'a Union, &'a UnionType);

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut first: FxHashMap<TypeId, Membership<'_>> = FxHashMap::default();
    let mut differing: FxHashMap<TypeId, Vec<Membership<'_>>> = FxHashMap::default();
    let mut order = Vec::new();
    let unions = ctx.definition.unions.iter().filter(|it| it.discriminator.is_some());
    for (union, member) in unions.flat_map(|union| union.types.iter().map(move |it| (union, it))) {
        let Type::Named(id) = member.ty else { continue };
        if id.kind != TypeKind::Model {
            continue;
        }
        let (known, one) = *first.entry(id).or_insert((union, member));
        if known.discriminator != union.discriminator || one.wire() != member.wire() {
            let all = differing.entry(id).or_default();
            if all.is_empty() {
                order.push(id);
            }
            all.push((union, member));
        }
    }
    for id in order {
        if let (Some(first), Some(others)) = (first.get(&id), differing.get(&id)) {
            report(ctx, *first, others, out);
        }
    }
}

fn report(ctx: &Context<'_>, first: Membership<'_>, others: &[Membership<'_>], out: &mut Report<'_>) {
    let Some((union, member)) = others.first() else { return };
    let message = format!("model `{}` is {} but {}", member.name, form(first), form((union, member)));
    let place = |member: &UnionType| ctx.member(member.meta.origin, "type");
    let draft = out
        .at(place(member), member.meta.origin, message)
        .about(member.name.as_str())
        .related(place(first.1), format!("in union `{}`", first.0.name))
        .help("use the same discriminator and value in all unions, or a model of its own in each");
    let mut seen: FxHashSet<&str> = FxHashSet::from_iter([union.name.as_str()]);
    for (union, member) in others.iter().filter(|(union, _)| seen.insert(&union.name)) {
        draft.related(place(member), format!("in union `{}`", union.name));
    }
}

fn form((union, member): Membership<'_>) -> String {
    let discriminator = union.discriminator.as_deref().unwrap_or_default();
    format!("`{discriminator}: {}` in union `{}`", member.wire(), union.name)
}
