//! ## What it does
//! Reports a table whose type is no model.
//!
//! ## Why is this bad?
//! The columns of a table are the fields of a model.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`

use apigen_model::{Severity, Table, Type, TypeKind};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "table-model-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the columns of a table are the fields of a model",
    options: &[],
    source: include_str!("table_model_invalid.rs"),
    check: Check::Table(check),
};

fn check(ctx: &Context<'_>, table: &Table, out: &mut Report<'_>) {
    let unknown =
        matches!(&table.model, Type::Unresolved(_)) || matches!(&table.model, Type::External(it) if it.kind.is_none());
    if unknown || ctx.repository.kind_of(&table.model) == Some(TypeKind::Model) {
        return;
    }
    let message = format!("`{}` of table `{}` is not a model", ctx.label(&table.model), table.name);
    out.at(ctx.member(table.meta.origin, "model"), table.meta.origin, message).help("name the model of a row");
}
