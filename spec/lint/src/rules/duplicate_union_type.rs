//! ## What it does
//! Reports a type that a union lists twice.
//!
//! ## Why is this bad?
//! A value of it would belong to two members, and generators make one case of each.
//!
//! ## Origin
//! apibuilder V4, V14.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-union-type",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a value of the type would belong to both",
    options: &[],
    source: include_str!("duplicate_union_type.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, it: &Union, out: &mut Report<'_>) {
    for (first, second) in duplicates::pairs(&it.types, |it| &it.name) {
        let message = format!("union `{}` has the type `{}` twice", it.name, second.name);
        out.at(ctx.member(second.meta.origin, "type"), second.meta.origin, message)
            .about(second.name.as_str())
            .related(ctx.member(first.meta.origin, "type"), "the first")
            .help("remove one of them");
    }
}
