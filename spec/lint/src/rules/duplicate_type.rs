//! ## What it does
//! Reports two enums, two interfaces, two models or two unions of one name in a definition. `userForm` and
//! `user_form` are one name. Types that are declared inline count as well.
//!
//! ## Why is this bad?
//! Generators make one type of each name, and a reference to it could mean either.
//!
//! ## Origin
//! apibuilder V4.
//! Peers: Smithy `ShapeIdConflict`, Fern `no-duplicate-declarations`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::{Meta, Severity};
use smol_str::SmolStr;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-type",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "generated types would collide",
    options: &[],
    source: include_str!("duplicate_type.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let it = ctx.definition;
    among(ctx, "enum", &it.enums, |it| (&it.name, &it.meta), out);
    among(ctx, "interface", it.declared_interfaces(), |it| (&it.name, &it.meta), out);
    among(ctx, "model", &it.models, |it| (&it.name, &it.meta), out);
    among(ctx, "union", &it.unions, |it| (&it.name, &it.meta), out);
}

fn among<T>(ctx: &Context<'_>, word: &str, types: &[T], parts: fn(&T) -> (&SmolStr, &Meta), out: &mut Report<'_>) {
    for (first, second) in duplicates::pairs(types, |it| parts(it).0) {
        let both = [first, second].map(|it| (parts(it).1.origin, parts(it).0.as_str()));
        if !duplicates::share_a_key(ctx.repository, both[0].0, both[1].0) {
            duplicates::report(ctx, out, word, both);
        }
    }
}
