//! ## What it does
//! Reports two headers of one name, in a definition or in a response. Case makes no difference.
//!
//! ## Why is this bad?
//! HTTP joins headers of one name, and a reader cannot tell which of the two a value belongs to.
//!
//! ## Origin
//! apibuilder V4, also for the headers of responses.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Field, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule, duplicates};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-header",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a header has one meaning",
    options: &[],
    source: include_str!("duplicate_header.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let operations = ctx.definition.resources.iter().flat_map(|it| &it.operations);
    let responses = operations.flat_map(|it| &it.responses).map(|it| &it.headers[..]);
    for headers in responses.chain([&ctx.definition.headers[..]]) {
        among(ctx, headers, out);
    }
}

fn among(ctx: &Context<'_>, headers: &[Field], out: &mut Report<'_>) {
    for (first, second) in duplicates::pairs(headers, |it| &it.name) {
        duplicates::report(ctx, out, "header", [first, second].map(|it| (it.meta.origin, it.name.as_str())));
    }
}
