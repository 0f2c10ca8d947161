//! Rows that go.

use super::Statement;
use crate::{Engine, Table, Value};

/// The statement that deletes the row of a key.
pub(crate) fn delete(engine: Engine, table: &Table, key: &[Value]) -> Statement {
    let mut statement = Statement::new(engine, "delete from ");
    statement.name(table.name).push(" where ").matches(table.key_columns(), key);
    statement
}
