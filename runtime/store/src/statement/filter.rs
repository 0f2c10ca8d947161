//! Conditions on rows.

use super::Statement;
use super::keyset::keyset;
use crate::query::{Condition, Order, Test};
use crate::table::Column;
use crate::{Engine, Kind, Table, Value};

/// The conditions, and what comes after a row in an order.
pub(super) fn filter(
    statement: &mut Statement,
    table: &Table,
    conditions: Vec<Condition>,
    after: Option<(&[Order], &[Value])>,
) {
    let mut word = " where ";
    for it in conditions {
        statement.push(word);
        condition(statement, &table.columns[it.column], it.test);
        word = " and ";
    }
    if let Some((order, values)) = after {
        statement.push(word);
        keyset(statement, table, order, values);
    }
}

/// A column in a comparison. SQLite keeps decimals as text, whose order is another.
pub(super) fn operand(statement: &mut Statement, column: &Column) {
    if statement.engine == Engine::Sqlite && column.kind == Kind::Decimal {
        statement.push("cast(").name(column.name).push(" as real)");
    } else {
        statement.name(column.name);
    }
}

/// A value in a comparison.
pub(super) fn value(statement: &mut Statement, column: &Column, value: Value) {
    if statement.engine == Engine::Sqlite && column.kind == Kind::Decimal {
        statement.push("cast(").bind(value).push(" as real)");
    } else {
        statement.bind(value);
    }
}

fn condition(statement: &mut Statement, column: &Column, test: Test) {
    let is_sqlite = statement.engine == Engine::Sqlite;
    match test {
        Test::Equal(it) => compare(statement, column, " = ", it),
        Test::Unequal(it) => {
            operand(statement, column);
            statement.differs();
            value(statement, column, it);
        }
        Test::Less(it) => compare(statement, column, " < ", it),
        Test::AtMost(it) => compare(statement, column, " <= ", it),
        Test::Greater(it) => compare(statement, column, " > ", it),
        Test::AtLeast(it) => compare(statement, column, " >= ", it),
        Test::OneOf(list) => one_of(statement, column, list),
        // Neither `like` nor a collation has a say: texts are compared letter by letter.
        Test::Contains(part) => {
            statement.push(if is_sqlite { "instr(" } else { "strpos(" }).name(column.name).push(", ");
            statement.bind(part.into()).push(") > 0");
        }
        Test::Prefix(part) if is_sqlite => {
            let length = i64::try_from(part.chars().count()).unwrap_or(i64::MAX);
            statement
                .push("substr(")
                .name(column.name)
                .push(", 1, ")
                .bind(length.into())
                .push(") = ")
                .bind(part.into());
        }
        Test::Prefix(part) => {
            statement.push("starts_with(").name(column.name).push(", ").bind(part.into()).push(")");
        }
        Test::Absent => {
            statement.name(column.name).push(" is null");
        }
    }
}

fn compare(statement: &mut Statement, column: &Column, operator: &str, with: Value) {
    operand(statement, column);
    statement.push(operator);
    value(statement, column, with);
}

fn one_of(statement: &mut Statement, column: &Column, list: Vec<Value>) {
    let list = Value::List(column.kind, list);
    operand(statement, column);
    match (statement.engine, column.kind) {
        (Engine::Postgres, _) => statement.push(" = any(").bind(list).push(")"),
        (Engine::Sqlite, Kind::Decimal) => {
            statement.push(" in (select cast(value as real) from json_each(").bind(list).push("))")
        }
        (Engine::Sqlite, _) => statement.push(" in (select value from json_each(").bind(list).push("))"),
    };
}
