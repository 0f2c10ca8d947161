//! Tables, checks, keys and indexes.

use apigen_model::sql;
use smol_str::SmolStr;

use crate::schema::{Check, Column, ColumnType, ForeignKey, Index, Literal, Measure, Rule, Table, with_part};
use crate::text::{block, bounds, comment, literal, name, names, text};

pub(crate) fn create(table: &Table) -> String {
    let mut items: Vec<String> = table.columns.iter().map(column).collect();
    items.push(primary_key(table));
    items.extend(table.checks.iter().map(|it| format!("constraint {} {}", name(&it.name), check(it))));
    let parts = table.parts.as_ref().map(|it| format!(" partition by range ({})", name(&it.column)));
    let comment = comment(table.description.as_deref());
    format!("{comment}create table {} {}{}", name(&table.name), block(&items), parts.unwrap_or_default())
}

fn primary_key(table: &Table) -> String {
    format!("constraint {} primary key ({})", name(&key_name(table)), names(&table.key_with_part()))
}

/// The name of the constraint of the primary key.
pub(crate) fn key_name(table: &Table) -> String {
    sql::derived(&[&table.name, "pkey"])
}

/// A column as `create table` and `add column` want it.
pub(crate) fn column(column: &Column) -> String {
    let not_null = if column.nullable { "" } else { " not null" };
    let default = column.default.as_ref().map(|it| format!(" default {}", default(it))).unwrap_or_default();
    format!("{} {}{not_null}{default}", name(&column.name), type_name(column.ty))
}

/// A default as an expression.
pub(crate) fn default(value: &Literal) -> String {
    literal(value, |it| if it { "true" } else { "false" })
}

pub(crate) fn type_name(ty: ColumnType) -> &'static str {
    match ty {
        ColumnType::Boolean => "boolean",
        ColumnType::Integer => "integer",
        ColumnType::Long => "bigint",
        ColumnType::Double => "double precision",
        ColumnType::Decimal => "numeric",
        ColumnType::Text => "text",
        ColumnType::Uuid => "uuid",
        ColumnType::Date => "date",
        ColumnType::Timestamp => "timestamptz",
        ColumnType::Json => "jsonb",
        ColumnType::Bytes => "bytea",
    }
}

/// The condition of a check, with the word.
pub(crate) fn check(check: &Check) -> String {
    let column = name(&check.column);
    let condition = match &check.rule {
        Rule::OneOf(values) => {
            let values: Vec<_> = values.iter().map(|it| text(it)).collect();
            format!("{column} in ({})", values.join(", "))
        }
        Rule::Range { measure, minimum, maximum } => match measure {
            Measure::Value | Measure::Decimal => bounds(&column, *minimum, *maximum),
            Measure::Length => bounds(&format!("char_length({column})"), *minimum, *maximum),
            Measure::Elements => bounds(&format!("jsonb_array_length({column})"), *minimum, *maximum),
            // There is no length of an object; a path counts its members.
            Measure::Members => {
                let members = format!("jsonb_array_length(jsonb_path_query_array({column}, '$.keyvalue()'))");
                bounds(&members, *minimum, *maximum)
            }
        },
    };
    format!("check ({condition})")
}

pub(crate) fn index(table: &Table, index: &Index) -> String {
    create_index(table, index, "index")
}

/// An index made with the given words (`index`, `index concurrently`).
pub(crate) fn create_index(table: &Table, index: &Index, words: &str) -> String {
    let unique = if index.unique { "unique " } else { "" };
    let columns: Vec<SmolStr> =
        if index.unique { with_part(&index.columns, table.parts.as_ref()) } else { index.columns.clone() };
    let condition = index.condition.as_ref().map(|it| format!(" where ({it})")).unwrap_or_default();
    format!("create {unique}{words} {} on {} ({}){condition}", name(&index.name), name(&table.name), names(&columns))
}

pub(crate) fn add_foreign_key(table: &Table, key: &ForeignKey) -> String {
    format!("alter table {} add constraint {} {}", name(&table.name), name(&key.name), foreign_key(key))
}

pub(crate) fn foreign_key(key: &ForeignKey) -> String {
    format!("foreign key ({}) references {} ({})", name(&key.column), name(&key.table), name(&key.target))
}
