//! Reads: by key, by unique values, lists page by page.

use super::Repository;
use crate::query::Order;
use crate::{Cursor, Query, Record, Row, StoreError, Value, Values, statement};

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    /// The rows, in order.
    pub items: Vec<R>,
    /// Where the next part begins; nothing when this is the last.
    pub next: Option<Cursor>,
}

impl<R: Record> Repository<'_, '_, R> {
    /// The row of a key.
    pub async fn get(&mut self, key: Vec<Value>) -> Result<Option<R>, StoreError> {
        let statement = statement::by_key(self.on.engine(), R::table(), &key);
        self.on.query(&statement).await?.pop().map(read).transpose()
    }

    /// The row with these values in the columns at these positions, which a unique index covers.
    pub async fn find(&mut self, columns: &[usize], values: Vec<Value>) -> Result<Option<R>, StoreError> {
        let statement = statement::by_values(self.on.engine(), R::table(), columns, &values);
        self.on.query(&statement).await?.pop().map(read).transpose()
    }

    /// The rows of several keys, as many as there are, in no order.
    pub async fn get_all(&mut self, keys: Vec<Vec<Value>>) -> Result<Vec<R>, StoreError> {
        const AT_A_TIME: usize = 1_000;
        let mut rows = Vec::with_capacity(keys.len());
        for keys in keys.chunks(AT_A_TIME) {
            let statement = statement::by_keys(self.on.engine(), R::table(), keys.to_vec());
            let found = self.on.query(&statement).await?;
            rows.extend(found.into_iter().map(read::<R>).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(rows)
    }

    /// A page of a list. Rows that are inserted or deleted while pages are fetched make none be shown twice or left out.
    ///
    /// # Errors
    /// [`StoreError::Cursor`] when the cursor is of another list or order.
    pub async fn list(&mut self, query: Query) -> Result<Page<R>, StoreError> {
        let table = R::table();
        let (order, limit) = (query.order(table), usize::try_from(query.limit).unwrap_or(usize::MAX));
        let after = query.after.as_ref().map(|it| it.values(table, &order)).transpose()?;
        let statement = statement::list(self.on.engine(), table, query, after.as_deref());
        let mut rows = self.on.query(&statement).await?;
        let next = if rows.len() > limit {
            rows.truncate(limit);
            cursor::<R>(&order, rows.last())?
        } else {
            None
        };
        Ok(Page { items: rows.into_iter().map(read).collect::<Result<_, _>>()?, next })
    }

    /// How many rows fulfil the conditions of a query.
    pub async fn count(&mut self, query: Query) -> Result<u64, StoreError> {
        let statement = statement::count(self.on.engine(), R::table(), query.conditions);
        let count: i64 = self.on.query(&statement).await?.pop().ok_or(StoreError::NotFound)?.get(0)?;
        Ok(count.unsigned_abs())
    }
}

fn read<R: Record>(row: Row) -> Result<R, StoreError> {
    Ok(R::from_values(&mut Values::new(R::table(), row.into_values()))?)
}

fn cursor<R: Record>(order: &[Order], row: Option<&Row>) -> Result<Option<Cursor>, StoreError> {
    let table = R::table();
    let Some(row) = row else { return Ok(None) };
    let typed = table.columns.iter().zip(row.clone().into_values()).map(|(column, it)| it.of_kind(column.kind));
    let values = typed.collect::<Result<Vec<_>, _>>()?;
    Ok(Some(Cursor::behind(table, order, &values)))
}
