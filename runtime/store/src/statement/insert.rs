//! Rows that are new.

use super::{Statement, portions, rows, written};
use crate::{Engine, Table, Value};

/// The statements that insert rows, few of them for many rows.
pub(crate) fn insert(engine: Engine, table: &Table, all: Vec<Vec<Value>>) -> Vec<Statement> {
    let statement = |portion| {
        let mut statement = Statement::new(engine, "insert into ");
        statement.name(table.name).push(" (").names(written(table).map(|(name, _)| name)).push(") ");
        rows(&mut statement, table, portion);
        statement
    };
    portions(engine, table, all).into_iter().map(statement).collect()
}
