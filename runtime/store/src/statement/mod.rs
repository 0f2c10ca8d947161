//! Statements made from table descriptions: identifiers quoted, values bound.

mod delete;
mod filter;
mod insert;
mod keyset;
mod select;
mod update;
mod upsert;

pub(crate) use delete::delete;
pub(crate) use insert::insert;
pub(crate) use select::{by_key, by_keys, by_values, count, history, list, locked, state};
pub(crate) use update::{Expected, update};
pub(crate) use upsert::{asks_first, last_of_each, news, upsert};

use crate::quoting::push_quoted;
use crate::table::Column;
use crate::{Engine, Kind, Table, Value};

/// The most parameters that SQLite takes in a statement.
const MOST_PARAMETERS: usize = 32_766;
/// The most rows in a statement of SQLite: longer ones gain nothing, and few lengths make few statements to prepare.
const MOST_ROWS: usize = 64;

/// A statement with its parameters.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
    engine: Engine,
}

impl Statement {
    fn new(engine: Engine, text: &str) -> Self {
        Self { sql: text.to_owned(), values: Vec::new(), engine }
    }

    fn push(&mut self, text: &str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    fn name(&mut self, name: &str) -> &mut Self {
        push_quoted(&mut self.sql, name);
        self
    }

    /// A parameter.
    fn bind(&mut self, value: Value) -> &mut Self {
        self.values.push(value);
        self.sql.push('$');
        self.sql.push_str(&self.values.len().to_string());
        self
    }

    /// Names, parted by commas.
    fn names<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) -> &mut Self {
        self.parted(names, ", ", |this, name| {
            this.name(name);
        })
    }

    /// `"a" = $1 and "b" = $2`.
    fn matches<'v>(
        &mut self,
        columns: impl IntoIterator<Item = &'static Column>,
        values: impl IntoIterator<Item = &'v Value>,
    ) -> &mut Self {
        self.parted(columns.into_iter().zip(values), " and ", |this, (column, value)| {
            this.name(column.name).push(" = ").bind(value.clone());
        })
    }

    /// Parts with something between each two of them.
    fn parted<T>(
        &mut self,
        parts: impl IntoIterator<Item = T>,
        between: &str,
        mut each: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                self.push(between);
            }
            each(self, part);
        }
        self
    }

    /// ` is distinct from `, in the engine's words.
    fn differs(&mut self) -> &mut Self {
        let words = match self.engine {
            Engine::Postgres => " is distinct from ",
            Engine::Sqlite => " is not ",
        };
        self.push(words)
    }
}

/// The columns that are written: those of the model and the hash.
fn written(table: &Table) -> impl Iterator<Item = (&'static str, Kind)> {
    let hash = table.has_hash_code.then_some((crate::table::HASH_CODE, Kind::Bytes));
    table.columns.iter().map(|it| (it.name, it.kind)).chain(hash)
}

/// Rows as they are written, their hash at the end.
pub(crate) fn with_hash(table: &Table, mut row: Vec<Value>) -> Vec<Value> {
    if table.has_hash_code {
        row.push(table.hash_code(&row));
    }
    row
}

/// Rows in portions that fit a statement. Arrays hold any number; single parameters, powers of two.
fn portions(engine: Engine, table: &Table, rows: Vec<Vec<Value>>) -> Vec<Vec<Vec<Value>>> {
    if engine == Engine::Postgres || rows.is_empty() {
        return vec![rows].into_iter().filter(|it| !it.is_empty()).collect();
    }
    let most = (MOST_PARAMETERS / (table.columns.len() + 1)).clamp(1, MOST_ROWS);
    let mut rest = rows.into_iter();
    let mut portions = Vec::new();
    while rest.len() > 0 {
        let size = 1 << rest.len().min(most).ilog2();
        portions.push(rest.by_ref().take(size).collect());
    }
    portions
}

/// `select * from unnest($1, $2)` on PostgreSQL, `values ($1, $2), ($3, $4)` elsewhere and for a single row.
fn rows(statement: &mut Statement, table: &Table, mut rows: Vec<Vec<Value>>) {
    if statement.engine == Engine::Postgres && rows.len() > 1 {
        statement.push("select * from unnest(");
        let columns: Vec<_> = written(table).enumerate().collect();
        statement.parted(columns, ", ", |this, (at, (_, kind))| {
            let column = rows.iter_mut().map(|row| std::mem::replace(&mut row[at], Value::Null(kind))).collect();
            this.bind(Value::List(kind, column));
        });
        statement.push(")");
        return;
    }
    statement.push("values ");
    statement.parted(rows, ", ", |this, row| {
        this.push("(");
        this.parted(row, ", ", |this, value| {
            this.bind(value);
        });
        this.push(")");
    });
}
