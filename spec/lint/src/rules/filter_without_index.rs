//! ## What it does
//! Reports a parameter that filters by a field which no index of the model's table begins with, and neither does the
//! primary key.
//! Filters by a part of a text (`contains`) are left alone, since an index does not help them.
//!
//! ## Why is this bad?
//! The query reads the whole table, which nobody notices until the table is large.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`
use apigen_model::Severity;

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::operations::listed;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "filter-without-index",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the query reads the whole table",
    options: &[],
    source: include_str!("filter_without_index.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let Some(filter) = it.parameter.filter.as_deref().filter(|it| !matches!(it.op.as_str(), "contains" | "ne")) else {
        return;
    };
    let Some(listed) = listed(ctx, it.operation) else { return };
    let Some(table) = ctx.definition.tables.iter().find(|it| it.model == *listed) else { return };
    let field = filter.field.as_str();
    let begins = |it: &[smol_str::SmolStr]| it.first().is_some_and(|it| it == field);
    let is_unique = ctx
        .repository
        .model_of(listed)
        .is_some_and(|it| it.fields.iter().any(|it| it.name == field && it.traits.unique));
    if is_unique || begins(&table.primary_key) || table.indexes.iter().any(|it| begins(&it.fields)) {
        return;
    }
    let origin = it.parameter.field.meta.origin;
    out.at(
        ctx.member(origin, "filter"),
        origin,
        format!("table `{}` has no index that begins with `{field}`", table.name),
    )
    .about(field)
    .related(ctx.name(table.meta.origin), "the table")
    .help(format!("add an index on `{field}`, or do not offer the filter"));
}
