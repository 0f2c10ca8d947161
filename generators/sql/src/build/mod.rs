//! A resolved repository to schemas, one module a concern.

mod checks;
mod columns;
mod indexes;
mod journals;
mod references;
mod searches;

use apigen_generator::Skip;
use apigen_model::{Definition, Model, Repository, Table as Declared, sql};
use smol_str::{SmolStr, format_smolstr};

use crate::schema::{Parts, Schema, Step, Table};

/// The schemas of all definitions that have tables, and what of them a database cannot have.
pub fn schemas(repository: &Repository) -> (Vec<Schema>, Vec<Skip>) {
    let mut skips = Vec::new();
    let with_tables = repository.definitions().iter().filter(|it| !it.tables.is_empty());
    let schemas = with_tables.map(|it| schema(repository, it, &mut skips)).collect();
    (schemas, skips)
}

/// What all parts of the work on one table need.
struct Context<'a> {
    repository: &'a Repository,
    definition: &'a Definition,
    declared: &'a Declared,
    model: &'a Model,
}

impl Context<'_> {
    /// Records that something of the table is left out.
    fn skip(&self, skips: &mut Vec<Skip>, what: &str, reason: impl Into<String>) {
        let construct = format_smolstr!("{}.tables.{}{what}", self.definition.namespace, self.declared.name);
        skips.push(Skip { construct, reason: reason.into(), origin: self.declared.meta.origin });
    }
}

fn schema(repository: &Repository, definition: &Definition, skips: &mut Vec<Skip>) -> Schema {
    let mut tables: Vec<Table> = Vec::new();
    for declared in &definition.tables {
        let Some(model) = repository.model_of(&declared.model) else {
            let construct = format_smolstr!("{}.tables.{}", definition.namespace, declared.name);
            let reason = "its model is not in this repository, so its columns are unknown".to_owned();
            skips.push(Skip { construct, reason, origin: declared.meta.origin });
            continue;
        };
        let context = Context { repository, definition, declared, model };
        if declared.name.len() > sql::MAX_BYTES {
            context.skip(skips, "", "its name has more than the 63 bytes that PostgreSQL keeps");
            continue;
        }
        if tables.iter().any(|it| it.name.eq_ignore_ascii_case(&declared.name)) {
            context.skip(skips, "", "another table has this name");
            continue;
        }
        tables.extend(table(&context, skips));
    }
    references::add(repository, definition, &mut tables, skips);
    Schema { namespace: definition.namespace.clone(), tables: references::ordered(tables) }
}

fn table(context: &Context<'_>, skips: &mut Vec<Skip>) -> Option<Table> {
    let declared = context.declared;
    let columns = columns::columns(context, skips);
    let has = |name: &SmolStr| columns.iter().any(|it| it.name == *name);
    let key: Vec<SmolStr> = declared.primary_key.iter().filter(|it| has(it)).cloned().collect();
    if key.is_empty() || key.len() < declared.primary_key.len() {
        context.skip(skips, "", "its primary key is not made of fields of its model");
        return None;
    }
    let mut table = Table {
        name: declared.name.clone(),
        description: declared.meta.description.clone(),
        checks: checks::checks(context, &columns),
        columns,
        key,
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        journal: None,
        parts: None,
    };
    for column in table.columns.iter_mut().filter(|it| table.key.contains(&it.name)) {
        column.nullable = false;
    }
    table.parts = parts(context, &table, skips);
    table.indexes = indexes::indexes(context, &table, skips);
    table.journal = journals::journal(context, &table);
    Some(table)
}

fn parts(context: &Context<'_>, table: &Table, skips: &mut Vec<Skip>) -> Option<Parts> {
    let partition = context.declared.partition.as_ref()?;
    let column = table.column(&partition.field).filter(|it| !it.nullable && it.ty.is_time());
    let (Some(column), Some(step)) = (column, Step::parse(&partition.interval)) else {
        let reason = "the table is not cut into parts: that takes a required date or date-time, and an interval";
        context.skip(skips, ".partition", reason);
        return None;
    };
    if !table.key.contains(&column.name) {
        let reason = format!(
            "PostgreSQL keeps keys unique within a part only: `{}` is part of the primary key there",
            column.name
        );
        context.skip(skips, ".partition", reason);
    }
    Some(Parts { column: column.name.clone(), step })
}
