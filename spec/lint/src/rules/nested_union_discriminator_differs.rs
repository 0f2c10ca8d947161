//! ## What it does
//! Reports a member of a union that is a union itself and has another discriminator, or none.
//!
//! ## Why is this bad?
//! A value of the inner union is a value of the outer one too, so readers of both look for the same key.
//!
//! ## Origin
//! apibuilder V17.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::unions::nested;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "nested-union-discriminator-differs",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "readers of both unions look at the same value",
    options: &[],
    source: include_str!("nested_union_discriminator_differs.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    let Some(outer) = union.discriminator.as_deref() else { return };
    for member in &union.types {
        let Some((_, inner)) = nested(ctx.repository, &member.ty) else { continue };
        if inner.discriminator.as_deref() == Some(outer) {
            continue;
        }
        let says = match &inner.discriminator {
            Some(name) => format!("discriminator `{name}`"),
            None => "no discriminator".to_owned(),
        };
        let message = format!("nested union `{}` has {says}, but `{}` has `{outer}`", inner.name, union.name);
        out.at(ctx.member(member.meta.origin, "type"), member.meta.origin, message)
            .related(ctx.member(inner.meta.origin, "discriminator"), "the nested union")
            .help(format!("give both unions the discriminator `{outer}`"));
    }
}
