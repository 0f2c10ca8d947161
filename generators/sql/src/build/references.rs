//! Foreign keys from `references`, and the order of tables that they ask for.

use apigen_generator::Skip;
use apigen_model::{Definition, Repository, Type, sql};
use smol_str::SmolStr;

use super::{Context, indexes};
use crate::schema::{ForeignKey, Table};

/// Adds the foreign keys of all tables, with the indexes that deleting what they refer to needs.
///
/// What another service owns lies in another database, so a reference there is no key here.
pub(super) fn add(repository: &Repository, definition: &Definition, tables: &mut [Table], skips: &mut Vec<Skip>) {
    for declared in &definition.tables {
        let Some(model) = repository.model_of(&declared.model) else { continue };
        let context = Context { repository, definition, declared, model };
        let Some(at) = tables.iter().position(|it| it.name == declared.name) else { continue };
        let keys = keys(&context, tables, at, skips);
        for key in &keys {
            let mut all = std::mem::take(&mut tables[at].indexes);
            indexes::ensure(&mut all, &tables[at], vec![key.column.clone()]);
            tables[at].indexes = all;
        }
        tables[at].foreign_keys = keys;
    }
}

fn keys(context: &Context<'_>, tables: &[Table], at: usize, skips: &mut Vec<Skip>) -> Vec<ForeignKey> {
    let mut keys = Vec::new();
    for field in &context.model.fields {
        let Some(reference) = field.references() else { continue };
        let Some(target) = target(context, &reference.target, tables) else { continue };
        let is_held =
            tables[at].column(&field.name).zip(target.column(&reference.field)).is_some_and(|(a, b)| a.ty == b.ty);
        if !is_held || field.ty.is_list() {
            continue;
        }
        if !is_unique(target, &reference.field) {
            let reason =
                format!("`{}.{}` is not unique, so nothing can refer to it by a key", target.name, reference.field);
            context.skip(skips, &format!(".{}", field.name), reason);
            continue;
        }
        keys.push(ForeignKey {
            name: sql::derived(&[&tables[at].name, &field.name, "fkey"]).into(),
            column: field.name.clone(),
            table: target.name.clone(),
            target: reference.field.clone(),
        });
    }
    keys
}

/// The table of this service that holds the type that a reference names.
fn target<'a>(context: &Context<'_>, ty: &Type, tables: &'a [Table]) -> Option<&'a Table> {
    let declared = context.definition.tables.iter().find(|it| it.model == *ty)?;
    tables.iter().find(|it| it.name == declared.name)
}

/// Whether a column tells rows apart on every database: where parts are cut, a column alone cannot.
fn is_unique(table: &Table, column: &SmolStr) -> bool {
    let only = |columns: &[SmolStr]| columns == [column.clone()];
    let index = table.indexes.iter().any(|it| it.unique && it.condition.is_none() && only(&it.columns));
    table.parts.is_none() && (only(&table.key) || index)
}

/// The tables, those that others refer to first; a circle keeps the order of the definition.
pub(super) fn ordered(tables: Vec<Table>) -> Vec<Table> {
    let mut left = tables;
    let mut done: Vec<Table> = Vec::new();
    while !left.is_empty() {
        let known = |name: &SmolStr| done.iter().any(|it| it.name == *name);
        let ready = |it: &Table| it.foreign_keys.iter().all(|key| key.table == it.name || known(&key.table));
        let at = left.iter().position(ready).unwrap_or_default();
        done.push(left.remove(at));
    }
    done
}
