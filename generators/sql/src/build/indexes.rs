//! Indexes: declared ones, those of unique fields, and those that declared filters and sorts need.

use apigen_generator::Skip;
use apigen_model::sql;
use smol_str::SmolStr;

use super::{Context, searches};
use crate::schema::{ColumnType, Index, Table};

pub(super) fn indexes(context: &Context<'_>, table: &Table, skips: &mut Vec<Skip>) -> Vec<Index> {
    let mut indexes: Vec<Index> = Vec::new();
    for declared in &context.declared.indexes {
        let index = Index {
            name: SmolStr::default(),
            columns: declared.fields.clone(),
            unique: declared.unique,
            condition: declared.condition.clone(),
        };
        match error(table, &index) {
            Some(reason) => context.skip(skips, ".indexes", reason),
            None => add(&mut indexes, table, index, declared.name.as_ref()),
        }
    }
    for field in context.model.fields.iter().filter(|it| it.traits.unique && table.key != [it.name.clone()]) {
        if table.column(&field.name).is_some_and(|it| it.ty != ColumnType::Json) {
            let columns = vec![field.name.clone()];
            add(&mut indexes, table, Index { name: SmolStr::default(), columns, unique: true, condition: None }, None);
        }
    }
    for columns in searches::wanted(context, table) {
        ensure(&mut indexes, table, columns);
    }
    indexes
}

/// Adds an index unless some index that covers all rows begins with its first column.
pub(super) fn ensure(indexes: &mut Vec<Index>, table: &Table, columns: Vec<SmolStr>) {
    let all = indexes.iter().filter(|it| it.condition.is_none()).map(|it| &it.columns);
    if !all.chain([&table.key]).any(|it| it.first() == columns.first()) {
        add(indexes, table, Index { name: SmolStr::default(), columns, unique: false, condition: None }, None);
    }
}

/// Adds an index under its own name or one made of its columns; a second one that says the same adds nothing.
fn add(indexes: &mut Vec<Index>, table: &Table, mut index: Index, name: Option<&SmolStr>) {
    let same = |it: &&Index| it.columns == index.columns && it.condition == index.condition;
    if let Some(first) = indexes.iter().find(same)
        && (first.unique || !index.unique)
    {
        return;
    }
    let mut parts: Vec<&str> = vec![&table.name];
    parts.extend(index.columns.iter().map(SmolStr::as_str));
    let covered = index.condition.as_deref().map_or_else(|| "all".to_owned(), |it| format!("{:08x}", sql::hash(it)));
    // Two indexes on the same columns cover different rows.
    let is_second = indexes.iter().any(|it| it.columns == index.columns);
    parts.extend(is_second.then_some(covered.as_str()));
    parts.push(if index.unique { "key" } else { "idx" });
    index.name = name.map_or_else(|| sql::derived(&parts), |it| sql::shortened(it, sql::MAX_BYTES)).into();
    indexes.push(index);
}

fn error(table: &Table, index: &Index) -> Option<String> {
    let unfit = |name: &&SmolStr| table.column(name).is_none_or(|it| it.ty == ColumnType::Json);
    if let Some(name) = index.columns.iter().find(unfit) {
        return Some(format!("`{name}` is no column that an index can hold"));
    }
    if index.columns.is_empty() {
        return Some("an index needs fields".to_owned());
    }
    let reason = index.condition.as_deref().and_then(sql::condition_error)?;
    Some(format!("the condition of an index {reason}"))
}
