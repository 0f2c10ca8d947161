//! Tables, checks, keys and indexes.
//!
//! Tables are strict: a value of the wrong type is refused as on PostgreSQL. What SQLite has no type for is text that
//! sorts as the values do, where that is possible: moments have six digits, decimals do not sort.

use apigen_model::sql;

use crate::schema::{Check, Column, ColumnType, Index, Literal, Measure, Rule, Table};
use crate::text::{block, bounds, comment, literal, name, names, text};

/// A table under a name, which is another while it is rebuilt.
pub(crate) fn create(table: &Table, own: &str) -> String {
    let mut items: Vec<String> = table.columns.iter().map(column).collect();
    items.push(format!(
        "constraint {} primary key ({})",
        name(&sql::derived(&[&table.name, "pkey"])),
        names(&table.key)
    ));
    items.extend(table.foreign_keys.iter().map(|it| {
        let (column, target) = (name(&it.column), name(&it.target));
        format!("constraint {} foreign key ({column}) references {} ({target})", name(&it.name), name(&it.table))
    }));
    items.extend(checks(table).map(|it| format!("constraint {} {}", name(&it.name), check(it))));
    format!("{}create table {} {} strict", comment(table.description.as_deref()), name(own), block(&items))
}

/// A column as `create table` and `add column` want it.
pub(crate) fn column(column: &Column) -> String {
    let own = name(&column.name);
    let not_null = if column.nullable { "" } else { " not null" };
    let default = column.default.as_ref().map(|it| format!(" default {}", default(it))).unwrap_or_default();
    let check = match column.ty {
        ColumnType::Boolean => format!(" check ({own} in (0, 1))"),
        ColumnType::Json => format!(" check (json_valid({own}))"),
        _ => String::new(),
    };
    format!("{own} {}{not_null}{default}{check}", type_name(column.ty))
}

/// A default as an expression; a decimal is text.
pub(crate) fn default(value: &Literal) -> String {
    literal(value, |it| if it { "1" } else { "0" })
}

pub(crate) fn type_name(ty: ColumnType) -> &'static str {
    match ty {
        ColumnType::Boolean | ColumnType::Integer | ColumnType::Long => "integer",
        ColumnType::Double => "real",
        ColumnType::Decimal
        | ColumnType::Text
        | ColumnType::Uuid
        | ColumnType::Date
        | ColumnType::Timestamp
        | ColumnType::Json => "text",
        ColumnType::Bytes => "blob",
    }
}

/// The checks that SQLite can make: nothing counts the members of an object without a query, and checks hold none.
pub(crate) fn checks(table: &Table) -> impl Iterator<Item = &Check> {
    let members = |it: &Check| matches!(it.rule, Rule::Range { measure: Measure::Members, .. });
    table.checks.iter().filter(move |it| !members(it))
}

/// The condition of a check, with the word.
fn check(check: &Check) -> String {
    let column = name(&check.column);
    let condition = match &check.rule {
        Rule::OneOf(values) => {
            let values: Vec<_> = values.iter().map(|it| text(it)).collect();
            format!("{column} in ({})", values.join(", "))
        }
        Rule::Range { measure, minimum, maximum } => {
            let number = match measure {
                Measure::Value => column,
                Measure::Decimal => format!("cast({column} as real)"),
                Measure::Length => format!("length({column})"),
                Measure::Elements | Measure::Members => format!("json_array_length({column})"),
            };
            bounds(&number, *minimum, *maximum)
        }
    };
    format!("check ({condition})")
}

pub(crate) fn index(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "unique " } else { "" };
    let condition = index.condition.as_ref().map(|it| format!(" where ({it})")).unwrap_or_default();
    let (own, columns) = (name(&table.name), names(&index.columns));
    format!("create {unique}index {} on {own} ({columns}){condition}", name(&index.name))
}
