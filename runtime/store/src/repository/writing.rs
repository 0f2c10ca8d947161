//! Writes: insert, upsert, update, delete.

use std::collections::HashSet;

use super::{On, Repository};
use crate::statement::{self, Expected, with_hash};
use crate::{Mapping, StoreError, Stored, Value};

/// How often an upsert is tried again that met a rival: PostgreSQL looks for rows of the same key first, and when one is
/// committed right behind that look, another unique index refuses the row.
const RIVALS: usize = 3;

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The row is there, or is another one now.
    Changed,
    /// Everything was so already: nothing was written, and the journal has nothing of it.
    Unchanged,
}

impl<M: Mapping> Repository<'_, '_, M> {
    /// Inserts a row.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] when there is one with its key, or with its values of a unique index.
    pub async fn insert(&mut self, row: &M::Model) -> Result<(), StoreError> {
        self.insert_all(std::slice::from_ref(row)).await
    }

    /// Inserts rows, all or none, in few statements.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] when there is one with the key of any of them.
    pub async fn insert_all(&mut self, rows: &[M::Model]) -> Result<(), StoreError> {
        let statements = statement::insert(self.on.engine(), M::table(), Self::values(rows)?);
        self.on.execute_all(statements).await.map(drop)
    }

    /// Inserts a row, or replaces the one with its key. In tables with a hash code an equal row is left as it is.
    ///
    /// # Errors
    /// What the table refuses: another row with a value that is unique, a reference that leads nowhere, a check.
    pub async fn upsert(&mut self, row: &M::Model) -> Result<Written, StoreError> {
        let changed = self.upsert_all(std::slice::from_ref(row)).await?;
        Ok(if changed == 0 { Written::Unchanged } else { Written::Changed })
    }

    /// Inserts or replaces rows, all or none, in few statements; gives how many of them changed anything. Of several rows
    /// with the same key the last one counts.
    ///
    /// # Errors
    /// What the table refuses, as for one row; nothing is written then. In a transaction of the caller's that may also be
    /// [`StoreError::AlreadyExists`] for a row that another writer inserts just so at this moment.
    pub async fn upsert_all(&mut self, rows: &[M::Model]) -> Result<u64, StoreError> {
        let mut left = if matches!(self.on, On::Database(_)) { RIVALS } else { 0 };
        loop {
            match self.upsert_once(rows).await {
                Err(StoreError::AlreadyExists(_)) if left > 0 => left -= 1,
                done => return done,
            }
        }
    }

    async fn upsert_once(&mut self, rows: &[M::Model]) -> Result<u64, StoreError> {
        let (engine, table) = (self.on.engine(), M::table());
        let mut rows = statement::last_of_each(table, Self::values(rows)?);
        if statement::asks_first(engine, table, rows.len()) {
            rows = self.news(rows).await?;
        }
        self.on.execute_all(statement::upsert(engine, table, rows)).await
    }

    /// Replaces the row with this key, whatever it says at the moment; a version counts up.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub async fn update(&mut self, row: &M::Model) -> Result<Written, StoreError> {
        self.write(M::to_values(row)?, Expected::Anything).await
    }

    /// Replaces the row with this key if it still is what was read, by the hash of its content.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`] when it says something else by now, [`StoreError::NotFound`] when there is none.
    pub async fn update_from(&mut self, before: &M::Model, after: &M::Model) -> Result<Written, StoreError> {
        let expected = Expected::Content(M::table().hash_code(&M::to_values(before)?));
        self.write(M::to_values(after)?, expected).await
    }

    /// Replaces the row with this key if its version still is that of `row`, which counts up in both.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`] when it has another version by now, [`StoreError::NotFound`] when there is none.
    pub async fn update_version(&mut self, row: &mut M::Model) -> Result<Written, StoreError> {
        let mut values = M::to_values(row)?;
        let written = self.write(values.clone(), Expected::Version).await?;
        if let (Written::Changed, Some(at)) = (written, M::table().version) {
            let version = i64::from_value(std::mem::replace(&mut values[at], Value::Integer(0)))?;
            values[at] = Value::Integer(version + 1);
            *row = M::from_values(&mut crate::Values::new(M::table(), values))?;
        }
        Ok(written)
    }

    /// Deletes the row of a key; tells whether there was one.
    ///
    /// # Errors
    /// [`StoreError::ForeignKey`] when other rows refer to it.
    pub async fn delete(&mut self, key: Vec<Value>) -> Result<bool, StoreError> {
        let statement = statement::delete(self.on.engine(), M::table(), &key);
        Ok(self.on.execute(statement).await? > 0)
    }

    /// Leaves out the rows that the table holds just so.
    async fn news(&mut self, mut rows: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>, StoreError> {
        let found = self.on.query(&statement::news(M::table(), &rows)).await?;
        let news: HashSet<i64> = found.into_iter().map(|mut row| row.get(0)).collect::<Result<_, _>>()?;
        let mut places = 1..;
        rows.retain(|_| places.next().is_some_and(|it| news.contains(&it)));
        Ok(rows)
    }

    fn values(rows: &[M::Model]) -> Result<Vec<Vec<Value>>, StoreError> {
        rows.iter().map(|it| Ok(with_hash(M::table(), M::to_values(it)?))).collect()
    }

    async fn write(&mut self, row: Vec<Value>, expected: Expected) -> Result<Written, StoreError> {
        let (table, engine) = (M::table(), self.on.engine());
        let row = with_hash(table, row);
        let wanted = match (&expected, table.version) {
            (Expected::Version, Some(at)) => Some(row[at].clone()),
            _ => None,
        };
        let conflict = matches!(&expected, Expected::Content(_));
        if self.on.execute(statement::update(engine, table, &row, expected)).await? > 0 {
            return Ok(Written::Changed);
        }
        let key: Vec<_> = table.key_of(&row).cloned().collect();
        let mut found = self.on.query(&statement::state(engine, table, &key)).await?;
        let mut found = found.pop().ok_or(StoreError::NotFound)?;
        let (version, hash) = (found.get::<Option<i64>>(0)?, found.get::<Option<Vec<u8>>>(1)?);
        let is_same = hash.is_some() && hash.map(Value::from).as_ref() == row.get(table.columns.len());
        match wanted {
            Some(wanted) if wanted != Value::from(version) => Err(StoreError::VersionConflict),
            None if conflict && !is_same => Err(StoreError::VersionConflict),
            _ if is_same => Ok(Written::Unchanged),
            // Another writer came in between with just this row, or one that made place for it.
            _ => Err(StoreError::VersionConflict),
        }
    }
}
