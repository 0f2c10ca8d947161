//! ## What it does
//! Reports two annotations of one name in a definition. `personalData` and `personal_data` are one name.
//!
//! ## Why is this bad?
//! A field names an annotation, and either could be meant.
//!
//! ## Origin
//! apibuilder V4.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::Severity;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-annotation",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nobody could say which of the two a field carries",
    options: &[],
    source: include_str!("duplicate_annotation.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    for (first, second) in duplicates::pairs(&ctx.definition.annotations, |it| &it.name) {
        let both = [first, second].map(|it| (it.meta.origin, it.name.as_str()));
        if !duplicates::share_a_key(ctx.repository, both[0].0, both[1].0) {
            duplicates::report(ctx, out, "annotation", both);
        }
    }
}
