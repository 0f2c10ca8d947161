//! Statements on connections of either engine.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, PgConnection, Row as _, SqliteConnection};

use crate::{Mismatch, StoreError, Stored, Value};

/// A row of a result: one value a column, in the order of the statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(Vec<Value>);

impl Row {
    /// Takes the value of the column at a position, counted from 0.
    ///
    /// # Errors
    /// When there is no such column, or it holds no value of the type.
    pub fn get<T: Stored>(&mut self, column: usize) -> Result<T, StoreError> {
        let missing = || Mismatch { column: None, expected: T::KIND, found: format!("no column {column}") };
        let value = self.0.get_mut(column).ok_or_else(missing)?;
        Ok(T::from_value(std::mem::replace(value, Value::Null(T::KIND)))?)
    }

    /// The values, in the order of the statement's columns.
    pub fn into_values(self) -> Vec<Value> {
        self.0
    }
}

/// A connection of either engine, borrowed for one statement.
pub(crate) enum Connection<'c> {
    Postgres(&'c mut PgConnection),
    Sqlite(&'c mut SqliteConnection),
}

impl Connection<'_> {
    /// Runs a statement; gives the number of rows that it changed.
    pub(crate) async fn execute(self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        Ok(match self {
            Self::Postgres(it) => {
                sqlx::query_with(AssertSqlSafe(sql), postgres(values)?).execute(it).await?.rows_affected()
            }
            Self::Sqlite(it) => {
                sqlx::query_with(AssertSqlSafe(sql), sqlite(values)?).execute(it).await?.rows_affected()
            }
        })
    }

    /// Runs a statement; gives the rows of its result.
    pub(crate) async fn query(self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Postgres(it) => {
                let rows = sqlx::query_with(AssertSqlSafe(sql), postgres(values)?).fetch_all(it).await?;
                rows.iter().map(of_postgres).collect()
            }
            Self::Sqlite(it) => {
                let rows = sqlx::query_with(AssertSqlSafe(sql), sqlite(values)?).fetch_all(it).await?;
                rows.iter().map(of_sqlite).collect()
            }
        }
    }

    /// Runs statements without parameters, several if need be, separated by semicolons.
    pub(crate) async fn script(self, sql: &str) -> Result<(), StoreError> {
        let statements = sqlx::raw_sql(AssertSqlSafe(sql));
        match self {
            Self::Postgres(it) => {
                statements.execute(it).await?;
            }
            Self::Sqlite(it) => {
                statements.execute(it).await?;
            }
        }
        Ok(())
    }
}

fn postgres(values: &[Value]) -> Result<PgArguments, StoreError> {
    let mut arguments = PgArguments::default();
    arguments.reserve(values.len(), 0);
    values.iter().try_for_each(|it| arguments.add(it)).map_err(sqlx::Error::Encode)?;
    Ok(arguments)
}

fn sqlite(values: &[Value]) -> Result<SqliteArguments, StoreError> {
    let mut arguments = SqliteArguments::default();
    arguments.reserve(values.len(), 0);
    values.iter().try_for_each(|it| Arguments::add(&mut arguments, it)).map_err(sqlx::Error::Encode)?;
    Ok(arguments)
}

fn of_postgres(row: &PgRow) -> Result<Row, StoreError> {
    Ok(Row((0..row.len()).map(|at| row.try_get_unchecked(at)).collect::<Result<_, _>>()?))
}

fn of_sqlite(row: &SqliteRow) -> Result<Row, StoreError> {
    Ok(Row((0..row.len()).map(|at| row.try_get_unchecked(at)).collect::<Result<_, _>>()?))
}
