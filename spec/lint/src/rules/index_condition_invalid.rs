//! ## What it does
//! Reports the condition (`where`) of an index that is no single SQL condition: one that is empty, ends the statement, has
//! a comment, or leaves a quote or parenthesis open.
//!
//! ## Why is this bad?
//! The condition becomes part of a statement; what does not end with it would change the rest.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`

use apigen_model::{Severity, Table, sql};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "index-condition-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the condition becomes part of a statement",
    options: &[],
    source: include_str!("index_condition_invalid.rs"),
    check: Check::Table(check),
};

fn check(ctx: &Context<'_>, table: &Table, out: &mut Report<'_>) {
    for index in &table.indexes {
        let Some(reason) = index.condition.as_deref().and_then(sql::condition_error) else { continue };
        let origin = index.meta.origin;
        out.at(ctx.member(origin, "where"), origin, format!("the condition {reason}"))
            .help("write one condition that PostgreSQL and SQLite understand, such as `status <> 'gone'`");
    }
}
