//! ## What it does
//! Reports a union `expandable_X` without the member `X` (or, where `X` is a union, without all of its members),
//! without the member `X_reference`, or with the reference before the rest.
//!
//! ## Why is this bad?
//! Readers that try the members in order stop at the reference, because everything that is expanded has the fields of a
//! reference too.
//!
//! ## Origin
//! Flow rule 12 (`ExpandableUnionsAreConsistent`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "expandable-union-inconsistent",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "a reference before the thing hides the thing",
    options: &[],
    source: include_str!("expandable_union_inconsistent.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    let Some(thing) = union.name.strip_prefix("expandable_").filter(|it| !it.is_empty()) else { return };
    let members: Vec<&str> = union.types.iter().map(|it| house::bare_name(ctx.repository, &it.ty)).collect();
    if members.contains(&"") {
        return; // A member without a type is reported where it stands.
    }
    let place = ctx.name(union.meta.origin);
    for wanted in expanded(ctx, thing).filter(|it| !members.contains(it)) {
        out.at(place, union.meta.origin, format!("`{}` has no member `{wanted}`", union.name))
            .about(wanted)
            .help("an expandable union has the thing itself, and the reference last");
    }
    let reference = format!("{thing}_reference");
    match members.iter().position(|it| *it == reference) {
        None => {
            out.at(place, union.meta.origin, format!("`{}` has no member `{reference}`", union.name))
                .about(reference)
                .help("add the reference as the last member");
        }
        Some(at) if expanded(ctx, thing).any(|it| members[at..].contains(&it)) => {
            let member = &union.types[at];
            out.at(
                ctx.member(member.meta.origin, "type"),
                member.meta.origin,
                format!("`{reference}` is not the last member"),
            )
            .help("move the reference to the end");
        }
        Some(_) => {}
    }
}

/// The members that stand for the thing itself.
fn expanded<'a>(ctx: &Context<'a>, thing: &'a str) -> impl Iterator<Item = &'a str> {
    let named = ctx.repository.local(ctx.definition.id, thing);
    let union = named.and_then(|it| ctx.repository.union(it));
    let members = union.into_iter().flat_map(|it| &it.types);
    let members = members.map(|it| house::bare_name(ctx.repository, &it.ty)).filter(|it| !it.is_empty());
    let own = union.is_none().then_some(thing);
    own.into_iter().chain(members)
}
