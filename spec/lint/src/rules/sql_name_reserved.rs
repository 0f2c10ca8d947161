//! ## What it does
//! Reports a table or a column whose name is a reserved word of PostgreSQL or SQLite.
//!
//! ## Why is this bad?
//! Generated statements quote it, but everybody who writes a query by hand has to know.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`

use apigen_model::{Severity, Table, sql};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "sql-name-reserved",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "it has to be quoted in every query",
    options: &[],
    source: include_str!("sql_name_reserved.rs"),
    check: Check::Table(check),
};

fn check(ctx: &Context<'_>, table: &Table, out: &mut Report<'_>) {
    let origin = table.meta.origin;
    if sql::is_reserved(&table.name) {
        let message = format!("table `{}` is called by a reserved word of SQL", table.name);
        out.at(ctx.name(origin), origin, message).help("use another name, such as the plural");
    }
    let fields = ctx.repository.model_of(&table.model).map_or(&[][..], |it| &it.fields);
    for field in fields.iter().filter(|it| sql::is_reserved(&it.name)) {
        let message = format!("column `{}` of table `{}` is called by a reserved word of SQL", field.name, table.name);
        out.at(ctx.member(origin, "model"), origin, message)
            .about(field.name.as_str())
            .related(ctx.name(field.meta.origin), "the field")
            .help("give the field another name, as long as nobody uses it");
    }
}
