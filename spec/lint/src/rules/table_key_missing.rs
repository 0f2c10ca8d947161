//! ## What it does
//! Reports a table without a primary key, and a field of the key that is optional.
//!
//! ## Why is this bad?
//! Without a key a row cannot be read, written again, or named in a journal; an absent value identifies nothing.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`

use apigen_model::{Severity, Table};
use apigen_syntax::Kind;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "table-key-missing",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a row is found by its key",
    options: &[],
    source: include_str!("table_key_missing.rs"),
    check: Check::Table(check),
};

fn check(ctx: &Context<'_>, table: &Table, out: &mut Report<'_>) {
    let origin = table.meta.origin;
    let written = || ctx.repository.node(origin).get("primary_key");
    // A key that could not be read is reported where it was read.
    if table.primary_key.is_empty()
        && written().is_none_or(|it| it.kind() == Kind::Null || it.kind() == Kind::Array && it.is_empty())
    {
        out.at(ctx.name(origin), origin, format!("table `{}` has no primary key", table.name))
            .help("name the fields that identify a row under `primary_key`");
        return;
    }
    let fields = ctx.repository.model_of(&table.model).map_or(&[][..], |it| &it.fields);
    for name in &table.primary_key {
        let Some(field) = fields.iter().find(|it| it.name == *name && !it.required) else { continue };
        out.at(ctx.element(origin, "primary_key", name), origin, format!("key field `{name}` is optional"))
            .about(name.as_str())
            .related(ctx.member(field.meta.origin, "required"), "the field")
            .help("make the field required, or use another");
    }
}
