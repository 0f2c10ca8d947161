//! ## What it does
//! Reports two fields of one name in a model or interface. `userId` and `user_id` are one name.
//!
//! ## Why is this bad?
//! An object has one value for a key, and generators make one field of both spellings.
//!
//! ## Origin
//! apibuilder V4.
//! Peers: Conjure `UniqueFieldNames`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-field",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "one of the two is lost in JSON or in generated code",
    options: &[],
    source: include_str!("duplicate_field.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    for (_, named) in ctx.definition.types() {
        for (first, second) in duplicates::pairs(named.fields(), |it| &it.name) {
            let both = [first, second].map(|it| (it.meta.origin, it.name.as_str()));
            duplicates::report(ctx, out, "field", both);
        }
    }
}
