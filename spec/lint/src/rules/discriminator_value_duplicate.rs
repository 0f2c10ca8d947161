//! ## What it does
//! Reports two members of a union with the same discriminator value, also when one of them belongs to a nested union.
//! A type that one union lists twice is another matter.
//!
//! ## Why is this bad?
//! A reader cannot know which of the two members it holds.
//!
//! ## Origin
//! apibuilder V18.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Place, Severity, Union, UnionType};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::unions::leaves;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "discriminator-value-duplicate",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a reader cannot know which of the two it holds",
    options: &[],
    source: include_str!("discriminator_value_duplicate.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    // A value, the member of this union that brings it, and the member that has it.
    let mut seen: FxHashMap<&str, (&UnionType, &UnionType)> = FxHashMap::default();
    for member in &union.types {
        // Without a discriminator each union has a wrapper of its own.
        let all = if union.discriminator.is_some() { leaves(ctx.repository, member) } else { vec![member] };
        for leaf in all.into_iter().filter(|it| !it.wire().is_empty()) {
            match seen.get(leaf.wire()) {
                Some((by, first)) if !is_other_matter(by, member, first, leaf) => report(ctx, member, first, leaf, out),
                Some(_) => {}
                None => {
                    seen.insert(leaf.wire(), (member, leaf));
                }
            }
        }
    }
}

/// Whether a nested union clashes with itself, or one type is listed twice.
fn is_other_matter(first_by: &UnionType, second_by: &UnionType, first: &UnionType, second: &UnionType) -> bool {
    std::ptr::eq(first_by, second_by) || first_by.ty == second_by.ty && first.ty == second.ty
}

fn report(ctx: &Context<'_>, member: &UnionType, first: &UnionType, second: &UnionType, out: &mut Report<'_>) {
    let message = if std::ptr::eq(member, second) {
        format!("`{}` stands for two members", second.wire())
    } else {
        format!("`{}` of nested union `{}` stands for two members", second.wire(), member.name)
    };
    let draft = out.at(value_place(ctx, member), member.meta.origin, message);
    draft
        .about(second.wire())
        .related(value_place(ctx, first), format!("the value of `{}`", first.name))
        .help("give one of them another `discriminator_value`");
    if !std::ptr::eq(member, second) {
        draft.related(value_place(ctx, second), format!("the value of `{}`", second.name));
    }
}

fn value_place(ctx: &Context<'_>, member: &UnionType) -> Place {
    let key = if member.discriminator_value.is_some() { "discriminator_value" } else { "type" };
    ctx.member(member.meta.origin, key)
}
