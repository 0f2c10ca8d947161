//! Reads: by key, by unique values, lists page by page.

use super::Repository;
use crate::query::{Filter, Order, Query};
use crate::{Cursor, Mapping, Paging, Row, StoreError, Transaction, Value, Values, statement};

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    /// The rows, in order.
    pub items: Vec<R>,
    /// Where the next part begins; nothing when this is the last.
    pub next: Option<Cursor>,
}

impl<M: Mapping> Repository<'_, '_, M> {
    /// The row of a key.
    ///
    /// # Errors
    /// What the database says, or that a row is not what the model says.
    pub async fn get(&mut self, key: Vec<Value>) -> Result<Option<M::Model>, StoreError> {
        let statement = statement::by_key(self.on.engine(), M::table(), &key);
        self.on.query(&statement).await?.pop().map(read::<M>).transpose()
    }

    /// The row of a key, which nobody else changes or deletes before the transaction ends: what is decided by what it
    /// says holds until then. Others who want to write it wait.
    ///
    /// # Errors
    /// What the database says, or that a row is not what the model says.
    pub async fn lock(transaction: &mut Transaction<'_>, key: Vec<Value>) -> Result<Option<M::Model>, StoreError> {
        let statement = statement::locked(transaction.engine(), M::table(), &key);
        transaction.query(&statement.sql, &statement.values).await?.pop().map(read::<M>).transpose()
    }

    /// The row with these values in the columns at these positions, which a unique index covers.
    ///
    /// # Errors
    /// What the database says, or that a row is not what the model says.
    pub async fn find(&mut self, columns: &[usize], values: Vec<Value>) -> Result<Option<M::Model>, StoreError> {
        let statement = statement::by_values(self.on.engine(), M::table(), columns, &values);
        self.on.query(&statement).await?.pop().map(read::<M>).transpose()
    }

    /// The rows of several keys, as many as there are, in no order.
    ///
    /// # Errors
    /// What the database says, or that a row is not what the model says.
    pub async fn get_all(&mut self, keys: Vec<Vec<Value>>) -> Result<Vec<M::Model>, StoreError> {
        const AT_A_TIME: usize = 1_000;
        let mut rows = Vec::with_capacity(keys.len());
        for keys in keys.chunks(AT_A_TIME) {
            let statement = statement::by_keys(self.on.engine(), M::table(), keys.to_vec());
            let found = self.on.query(&statement).await?;
            rows.extend(found.into_iter().map(read::<M>).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(rows)
    }

    /// A page of a list. Rows that are inserted or deleted while pages are fetched make none be shown twice or left out.
    ///
    /// # Errors
    /// [`StoreError::Cursor`] when the cursor is of another list or order.
    pub async fn list(&mut self, filter: M::Filter, paging: Paging<M::Sort>) -> Result<Page<M::Model>, StoreError> {
        let query = Query::new(M::table(), filter.conditions(), paging)?;
        let (order, limit) = (query.order.clone(), usize::try_from(query.limit).unwrap_or(usize::MAX));
        let mut rows = self.on.query(&statement::list(self.on.engine(), M::table(), query)).await?;
        let is_last = rows.len() <= limit;
        rows.truncate(limit);
        let next = if is_last { None } else { cursor::<M>(&order, rows.last())? };
        Ok(Page { items: rows.into_iter().map(read::<M>).collect::<Result<_, _>>()?, next })
    }

    /// How many rows a list has in all its pages.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&mut self, filter: M::Filter) -> Result<u64, StoreError> {
        let statement = statement::count(self.on.engine(), M::table(), filter.conditions());
        let count: i64 = self.on.query(&statement).await?.pop().ok_or(StoreError::NotFound)?.get(0)?;
        Ok(count.unsigned_abs())
    }
}

fn read<M: Mapping>(row: Row) -> Result<M::Model, StoreError> {
    Ok(M::from_values(&mut Values::new(M::table(), row.into_values()))?)
}

fn cursor<M: Mapping>(order: &[Order], row: Option<&Row>) -> Result<Option<Cursor>, StoreError> {
    let table = M::table();
    let Some(row) = row else { return Ok(None) };
    let typed = table.columns.iter().zip(row.clone().into_values()).map(|(column, it)| it.of_kind(column.kind));
    let values = typed.collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Cursor::behind(table, order, &values)))
}
