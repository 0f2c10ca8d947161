//! Rows that are new or take the place of what was there.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Statement, portions, rows, written};
use crate::table::HASH_CODE;
use crate::{Engine, Table, Value};

/// The statements that insert rows or update those of the same keys.
///
/// Rows with the stored hash are left out before anything is locked, so that they cost a look into the table and nothing
/// else; the condition of the update is for writers that come between the look and the write.
pub(crate) fn upsert(engine: Engine, table: &Table, all: Vec<Vec<Value>>) -> Vec<Statement> {
    let statement = |portion| {
        let mut statement = Statement::new(engine, "with \"new\" (");
        statement.names(written(table).map(|(name, _)| name)).push(") as (");
        rows(&mut statement, table, portion);
        statement.push(") insert into ").name(table.name).push(" as \"old\" (");
        statement.names(written(table).map(|(name, _)| name)).push(") select * from \"new\" where ");
        is_news(&mut statement, table);
        statement.push(" on conflict (").names(table.key_columns().map(|it| it.name)).push(") do ");
        replace(&mut statement, table);
        statement
    };
    portions(engine, table, last_of_each(table, all)).into_iter().map(statement).collect()
}

fn is_news(statement: &mut Statement, table: &Table) {
    if !table.has_hash_code {
        // SQLite would take the `on` that follows for that of a join.
        statement.push("true");
        return;
    }
    statement.push("not exists (select 1 from ").name(table.name).push(" \"same\" where ");
    let same = table.key_columns().map(|it| it.name).chain([HASH_CODE]);
    statement.parted(same, " and ", |this, name| {
        this.push("\"same\".").name(name).push(" = \"new\".").name(name);
    });
    statement.push(")");
}

fn replace(statement: &mut Statement, table: &Table) {
    let changing: Vec<_> = (0..table.columns.len()).filter(|at| !table.is_key(*at)).collect();
    if changing.is_empty() {
        statement.push("nothing");
        return;
    }
    statement.push("update set ");
    statement.parted(changing, ", ", |this, at| {
        let name = table.columns[at].name;
        this.name(name).push(" = ");
        if table.version == Some(at) {
            this.push("\"old\".").name(name).push(" + 1");
        } else {
            this.push("excluded.").name(name);
        }
    });
    if table.has_hash_code {
        statement.push(", ").name(HASH_CODE).push(" = excluded.").name(HASH_CODE);
        statement.push(" where \"old\".").name(HASH_CODE).differs().push("excluded.").name(HASH_CODE);
    }
}

/// No statement may write a row twice, so of rows with the same key the last one counts.
fn last_of_each(table: &Table, mut rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    if rows.len() < 2 {
        return rows;
    }
    let mut counts = {
        let mut seen = HashSet::with_capacity(rows.len());
        rows.iter().rev().map(|row| seen.insert(identity(table, row))).collect::<Vec<_>>().into_iter().rev()
    };
    rows.retain(|_| counts.next().unwrap_or(true));
    rows
}

/// What tells the keys of rows apart. Most keys are one text, which is looked at where it lies.
fn identity<'v>(table: &Table, row: &'v [Value]) -> Cow<'v, str> {
    match table.key {
        [at] if let Value::Text(text) = &row[*at] => Cow::Borrowed(text),
        _ => Cow::Owned(format!("{:?}", table.key_of(row).collect::<Vec<_>>())),
    }
}
