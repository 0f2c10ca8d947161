//! Rows that are read.

use super::Statement;
use super::filter::{filter, operand};
use crate::query::{Condition, Query};
use crate::table::HASH_CODE;
use crate::{Engine, Table, Value};

fn select(engine: Engine, table: &Table) -> Statement {
    let mut statement = Statement::new(engine, "select ");
    statement.names(table.columns.iter().map(|it| it.name)).push(" from ").name(table.name);
    statement
}

/// The row of a key.
pub(crate) fn by_key(engine: Engine, table: &Table, key: &[Value]) -> Statement {
    let mut statement = select(engine, table);
    statement.push(" where ").matches(table.key_columns(), key);
    statement
}

/// The row of a key, locked. A transaction of SQLite has locked the whole database when it began.
pub(crate) fn locked(engine: Engine, table: &Table, key: &[Value]) -> Statement {
    let mut statement = by_key(engine, table, key);
    if engine == Engine::Postgres {
        // Rows that refer to this one may come meanwhile: only its key has to stay for them.
        statement.push(" for no key update");
    }
    statement
}

/// The row with these values in the columns at these positions.
pub(crate) fn by_values(engine: Engine, table: &Table, columns: &[usize], values: &[Value]) -> Statement {
    let mut statement = select(engine, table);
    statement.push(" where ").matches(columns.iter().map(|at| &table.columns[*at]), values);
    statement
}

/// The rows of several keys, in no order.
pub(crate) fn by_keys(engine: Engine, table: &Table, keys: Vec<Vec<Value>>) -> Statement {
    let mut statement = select(engine, table);
    statement.push(" where (").names(table.key_columns().map(|it| it.name)).push(") in (");
    match (engine, table.key) {
        (Engine::Postgres, _) => {
            let mut keys = keys;
            statement.push("select * from unnest(");
            statement.parted(table.key_columns().enumerate(), ", ", |this, (at, column)| {
                let null = || Value::Null(column.kind);
                let values = keys.iter_mut().map(|key| std::mem::replace(&mut key[at], null())).collect();
                this.bind(Value::List(column.kind, values));
            });
            statement.push(")");
        }
        (Engine::Sqlite, [at]) => {
            statement.push("select value from json_each(");
            statement.bind(Value::List(table.columns[*at].kind, keys.into_iter().flatten().collect())).push(")");
        }
        (Engine::Sqlite, _) => {
            statement.push("values ");
            statement.parted(keys, ", ", |this, key| {
                this.push("(");
                this.parted(key, ", ", |this, value| {
                    this.bind(value);
                });
                this.push(")");
            });
        }
    }
    statement.push(")");
    statement
}

/// Version and hash of the row of a key, to tell why an update did nothing; null what the table does not have.
pub(crate) fn state(engine: Engine, table: &Table, key: &[Value]) -> Statement {
    let mut statement = Statement::new(engine, "select ");
    match table.version {
        Some(at) => statement.name(table.columns[at].name),
        None => statement.push("null"),
    };
    statement.push(", ");
    if table.has_hash_code {
        statement.name(HASH_CODE)
    } else {
        statement.push("null")
    };
    statement.push(" from ").name(table.name).push(" where ").matches(table.key_columns(), key);
    statement
}

/// How many rows fulfil conditions.
pub(crate) fn count(engine: Engine, table: &Table, conditions: Vec<Condition>) -> Statement {
    let mut statement = Statement::new(engine, "select count(*) from ");
    statement.name(table.name);
    filter(&mut statement, table, conditions, None);
    statement
}

/// The rows of a query, one more than it asks for, so that it is known whether there are more.
pub(crate) fn list(engine: Engine, table: &Table, query: Query) -> Statement {
    let Query { conditions, order, limit, offset, after } = query;
    let mut statement = select(engine, table);
    filter(&mut statement, table, conditions, after.as_deref().map(|it| (order.as_slice(), it)));
    statement.push(" order by ");
    statement.parted(&order, ", ", |this, order| {
        operand(this, &table.columns[order.column]);
        // Absent values are the greatest, which is what PostgreSQL's indexes hold.
        this.push(if order.descending { " desc nulls first" } else { " asc nulls last" });
    });
    statement.push(" limit ").bind(Value::Integer(i64::from(limit) + 1));
    if offset > 0 {
        statement.push(" offset ").bind(Value::Integer(offset.into()));
    }
    statement
}

/// What the journal says about the row of a key, oldest first: number, time, operation, actor, trace, then the row.
pub(crate) fn history(engine: Engine, table: &Table, key: &[Value], after: i64, limit: u32) -> Option<Statement> {
    let (schema, name) = table.journal_name(engine)?;
    let own = ["journal_id", "journal_timestamp", "journal_operation", "journal_actor", "traceparent"];
    let mut statement = Statement::new(engine, "select ");
    statement.names(own.into_iter().chain(table.columns.iter().map(|it| it.name))).push(" from ");
    if let Some(schema) = schema {
        statement.name(schema).push(".");
    }
    statement.name(name).push(" where ").matches(table.key_columns(), key);
    statement.push(" and \"journal_id\" > ").bind(after.into());
    statement.push(" order by \"journal_id\" limit ").bind(Value::Integer(limit.into()));
    Some(statement)
}
