//! ## What it does
//! Reports an operation with a parameter `sort` and without the attribute `sort`, which lists the fields that it can
//! sort by.
//! The attribute `linter` with `{"ignore": ["sort"]}` exempts the operation.
//!
//! ## Why is this bad?
//! Without the list nobody knows what may be asked for, and nobody knows which indexes are needed.
//!
//! ## Origin
//! Flow rule 23 (`SortAttribute`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "sort-without-attribute",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "nobody knows what one can sort by",
    options: &[],
    source: include_str!("sort_without_attribute.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let meta = &it.operation.meta;
    let Some(sort) = it.operation.parameter("sort") else { return };
    if meta.attribute("sort").is_some() || house::ignores(meta, "sort") {
        return;
    }
    let message = format!("`{}` does not say what it can sort by", it.operation.label());
    out.at(ctx.name(sort.field.meta.origin), sort.field.meta.origin, message)
        .help("add an attribute `sort` to the operation that lists the fields");
}
