//! ## What it does
//! Reports a union with the type `unit`.
//!
//! ## Why is this bad?
//! `unit` has no content, so there is no value to tell apart from the others.
//!
//! ## Origin
//! apibuilder V14.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Primitive, Severity};

use crate::check::{Check, Site, TypeUse};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-of-unit",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "there is no value to tell apart from the others",
    options: &[],
    source: include_str!("union_of_unit.rs"),
    check: Check::TypeUse(check),
};

fn check(ctx: &Context<'_>, used: &TypeUse<'_>, out: &mut Report<'_>) {
    if used.site == Site::UnionType && used.ty.is(Primitive::Unit) {
        out.at(ctx.member(used.origin, used.key), used.origin, "`unit` is no member of a union")
            .help("remove it; where the value may be absent, make the field optional");
    }
}
