//! How lists of a table's model are filtered and sorted, by the operations that are declared.

use smol_str::SmolStr;

use super::Context;
use crate::schema::{ColumnType, Table};

/// Comparisons that an index serves.
const INDEXED: [&str; 7] = ["eq", "in", "lt", "lte", "gt", "gte", "prefix"];

/// The columns of indexes that declared filters and sorts need, each with the key as the end of the order.
pub(super) fn wanted(context: &Context<'_>, table: &Table) -> Vec<Vec<SmolStr>> {
    let resources = context.definition.resources.iter().flat_map(|it| &it.operations);
    let lists = resources.filter(|it| context.repository.listed(it).any(|it| *it == context.declared.model));
    let mut wanted = Vec::new();
    for operation in lists {
        let default = operation.parameter("sort").and_then(|it| it.field.default_text()).unwrap_or_default();
        let default = SmolStr::new(default.trim_start_matches(['-', '+']));
        for filter in operation.parameters.iter().filter_map(|it| it.filter.as_deref()) {
            if INDEXED.contains(&filter.op.as_str()) {
                wanted.push(vec![filter.field.clone(), default.clone()]);
            }
        }
        wanted.extend(operation.sorts().map(|it| vec![SmolStr::new(it)]));
        wanted.push(vec![default]);
    }
    let fits = |name: &SmolStr| table.column(name).is_some_and(|it| it.ty != ColumnType::Json);
    wanted.retain(|it| it.first().is_some_and(fits));
    for columns in &mut wanted {
        columns.retain(fits);
        columns.dedup();
        columns.extend(table.key.iter().filter(|it| !columns.contains(it)).cloned().collect::<Vec<_>>());
    }
    wanted
}
