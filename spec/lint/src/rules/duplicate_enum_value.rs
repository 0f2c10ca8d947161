//! ## What it does
//! Reports two values of one name in an enum. `inTransit` and `in_transit` are one name.
//!
//! ## Why is this bad?
//! Generators make one constant of each name.
//!
//! ## Origin
//! apibuilder V4.
//! Peers: Redocly `no-duplicated-enum-values`, Spectral `duplicated-entry-in-enum`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#enums`

use apigen_model::{Enum, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-enum-value",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "generated constants would collide",
    options: &[],
    source: include_str!("duplicate_enum_value.rs"),
    check: Check::Enum(check),
};

fn check(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    for (first, second) in duplicates::pairs(&it.values, |it| &it.name) {
        duplicates::report(ctx, out, "value", [first, second].map(|it| (it.meta.origin, it.name.as_str())));
    }
}
