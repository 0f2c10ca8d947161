//! Rows that are new or take the place of what was there.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Statement, portions, rows, written};
use crate::table::HASH_CODE;
use crate::{Engine, Kind, Table, Value};

/// The statements that insert rows, each with a key of its own, or update those of the same keys.
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
    portions(engine, table, all).into_iter().map(statement).collect()
}

/// Whether it pays to ask first which of so many rows are news: where rows travel to a server, and there are many.
pub(crate) fn asks_first(engine: Engine, table: &Table, rows: usize) -> bool {
    const MANY: usize = 16;
    engine == Engine::Postgres && table.has_hash_code && rows >= MANY
}

/// The query for the positions, counted from 1, of the rows that the table does not hold just so. Keys and hashes are all
/// that it sends.
pub(crate) fn news(table: &Table, all: &[Vec<Value>]) -> Statement {
    let mut statement = Statement::new(Engine::Postgres, "select \"new\".\"place\" from unnest(");
    let hash = table.columns.len();
    let sent = || table.key.iter().copied().chain([hash]);
    statement.parted(sent(), ", ", |this, at| {
        let kind = table.columns.get(at).map_or(Kind::Bytes, |it| it.kind);
        this.bind(Value::List(kind, all.iter().map(|row| row[at].clone()).collect()));
    });
    // Names of their own, since a key may be called anything.
    statement.push(") with ordinality as \"new\" (");
    statement.parted(sent().enumerate(), ", ", |this, (number, _)| {
        this.push(&format!("\"value_{number}\""));
    });
    statement.push(", \"place\") where not exists (select 1 from ").name(table.name).push(" \"same\" where ");
    let same = table.key_columns().map(|it| it.name).chain([HASH_CODE]);
    statement.parted(same.enumerate(), " and ", |this, (number, name)| {
        this.push("\"same\".").name(name).push(&format!(" = \"new\".\"value_{number}\""));
    });
    statement.push(")");
    statement
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
pub(crate) fn last_of_each(table: &Table, mut rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
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
