//! Where a repository works: in a database or in a transaction.

use crate::statement::Statement;
use crate::{Database, Engine, Row, StoreError, Transaction};

/// Where a repository works.
#[derive(Debug)]
pub enum On<'a, 'c> {
    /// In a database: each call takes effect by itself.
    Database(&'a Database),
    /// In a transaction: nothing takes effect before it is committed.
    Transaction(&'a mut Transaction<'c>),
}

impl<'a> From<&'a Database> for On<'a, 'a> {
    fn from(database: &'a Database) -> Self {
        Self::Database(database)
    }
}

impl<'a, 'c> From<&'a mut Transaction<'c>> for On<'a, 'c> {
    fn from(transaction: &'a mut Transaction<'c>) -> Self {
        Self::Transaction(transaction)
    }
}

impl On<'_, '_> {
    pub(super) fn engine(&self) -> Engine {
        match self {
            Self::Database(it) => it.engine(),
            Self::Transaction(it) => it.engine(),
        }
    }

    pub(super) async fn query(&mut self, statement: &Statement) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Database(it) => it.query(&statement.sql, &statement.values).await,
            Self::Transaction(it) => it.query(&statement.sql, &statement.values).await,
        }
    }

    /// Runs one statement; gives the number of rows that it changed.
    pub(super) async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError> {
        match self {
            Self::Database(it) => it.execute(statement.sql, statement.values).await,
            Self::Transaction(it) => it.execute(&statement.sql, &statement.values).await,
        }
    }

    /// Runs statements, all or none; gives the number of rows that they changed.
    pub(super) async fn execute_all(&mut self, mut statements: Vec<Statement>) -> Result<u64, StoreError> {
        if statements.len() < 2 {
            return match statements.pop() {
                Some(only) => self.execute(only).await,
                None => Ok(0),
            };
        }
        let mut transaction = match self {
            Self::Database(it) => it.begin().await?,
            Self::Transaction(it) => it.begin().await?,
        };
        let mut changed = 0;
        for statement in statements {
            changed += transaction.execute(&statement.sql, &statement.values).await?;
        }
        transaction.commit().await?;
        Ok(changed)
    }
}
