//! ## What it does
//! Reports tables, columns and indexes that a database takes for one, and names that the toolkit uses itself: the columns of
//! journals and hashes, and the tables of journals and queues. Databases differ in whether case counts, so it does not.
//!
//! ## Why is this bad?
//! The database cannot be created.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`

use std::collections::BTreeMap;

use apigen_model::sql::{self, Companion};
use apigen_model::{Origin, Severity, Table};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "sql-name-collision",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a database has every name once",
    options: &[],
    source: include_str!("sql_name_collision.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut relations = Taken::default();
    for table in &ctx.definition.tables {
        relations.take(ctx, &format!("table `{}`", table.name), &table.name, table.meta.origin, out);
        check_columns(ctx, table, out);
    }
    for index in ctx.definition.tables.iter().flat_map(|it| &it.indexes) {
        if let Some(name) = &index.name {
            relations.take(ctx, &format!("index `{name}`"), name, index.meta.origin, out);
        }
    }
    for (name, companion) in sql::companions(ctx.definition) {
        let (what, origin) = match companion {
            Companion::Journal(table) => (format!("the journal of table `{}`", table.name), table.meta.origin),
            Companion::Stream(stream) => (format!("a queue of stream `{}`", stream.name), stream.meta.origin),
        };
        relations.take(ctx, &what, &name, origin, out);
    }
}

/// Names that are in use, folded, each with what has it.
#[derive(Default)]
struct Taken(BTreeMap<String, (String, Origin)>);

impl Taken {
    fn take(&mut self, ctx: &Context<'_>, what: &str, name: &str, origin: Origin, out: &mut Report<'_>) {
        let folded = sql::folded(name);
        if folded == sql::SESSION {
            let message = format!("{what} has the name of a table that the toolkit keeps");
            out.at(ctx.name(origin), origin, message).about(name).help("use another name");
        } else if let Some((first, before)) = self.0.get(&folded) {
            out.at(ctx.name(origin), origin, format!("to a database, {what} and {first} have one name"))
                .about(name)
                .related(ctx.name(*before), "the first one")
                .help("use names that differ in more than case");
        } else {
            self.0.insert(folded, (what.to_owned(), origin));
        }
    }
}

fn check_columns(ctx: &Context<'_>, table: &Table, out: &mut Report<'_>) {
    let Some(model) = ctx.repository.model_of(&table.model) else { return };
    let mut columns: BTreeMap<String, &str> = BTreeMap::new();
    for field in &model.fields {
        let folded = sql::folded(&field.name);
        let problem = if is_kept(ctx, table, &folded) {
            Some("is one that the toolkit adds".to_owned())
        } else {
            let other = columns.insert(folded, &field.name).filter(|it| *it != field.name);
            other.map(|it| format!("and column `{it}` have one name to a database"))
        };
        if let Some(problem) = problem {
            let origin = table.meta.origin;
            let message = format!("column `{}` of table `{}` {problem}", field.name, table.name);
            out.at(ctx.member(origin, "model"), origin, message)
                .about(field.name.as_str())
                .related(ctx.name(field.meta.origin), "the field")
                .help("give the field another name");
        }
    }
}

/// Whether the toolkit has a column of that name in the table or its journal.
fn is_kept(ctx: &Context<'_>, table: &Table, name: &str) -> bool {
    let in_journal = sql::is_journaled(ctx.definition, table) && sql::JOURNAL_COLUMNS.contains(&name);
    in_journal || (table.hash_code && name == sql::HASH_CODE)
}
