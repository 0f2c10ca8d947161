//! ## What it does
//! Reports `write_only` together with `read_only` or `server_assigned`.
//!
//! ## Why is this bad?
//! A field that only the server sends and only clients send travels in neither direction; a value that the server
//! assigns and never shows is of no use to anybody.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::Severity;

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "traits-conflict",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the value travels in neither direction",
    options: &[],
    source: include_str!("traits_conflict.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let traits = it.field.traits;
    if !traits.write_only {
        return;
    }
    let origin = it.field.meta.origin;
    for (key, _) in
        [("read_only", traits.read_only), ("server_assigned", traits.server_assigned)].iter().filter(|it| it.1)
    {
        out.at(ctx.member(origin, "write_only"), origin, format!("`write_only` contradicts `{key}`"))
            .about(*key)
            .related(ctx.member(origin, key), "the other")
            .help("keep one of them");
    }
}
