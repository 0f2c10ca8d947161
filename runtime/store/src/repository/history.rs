//! What the journal remembers of a row.

use apigen_types::DateTime;

use super::Repository;
use crate::{Author, Mapping, Mismatch, Row, StoreError, Value, Values, statement};

/// A change of a row, as the journal recorded it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<R> {
    /// The number of the change: later changes of a row have greater ones.
    pub id: i64,
    /// When it happened.
    pub time: DateTime,
    /// What happened.
    pub operation: Operation,
    /// Who did it.
    pub author: Author,
    /// The row after the change; before it, when the row was deleted.
    pub row: R,
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// It was inserted.
    Insert,
    /// It was updated.
    Update,
    /// It was deleted.
    Delete,
}

impl<M: Mapping> Repository<'_, '_, M> {
    /// The changes of the row of a key, oldest first, after the one with a number (0 for all). There are none when the
    /// table has no journal.
    ///
    /// # Errors
    /// [`StoreError::Mismatch`] when a row was recorded before the model had a field that it requires.
    pub async fn history(
        &mut self,
        key: Vec<Value>,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Change<M::Model>>, StoreError> {
        let statement = statement::history(self.on.engine(), M::table(), &key, after, limit);
        let Some(statement) = statement else { return Ok(Vec::new()) };
        self.on.query(&statement).await?.into_iter().map(change::<M>).collect()
    }
}

fn change<M: Mapping>(mut row: Row) -> Result<Change<M::Model>, StoreError> {
    const OWN_COLUMNS: usize = 5;
    let operation = match row.get::<String>(2)?.as_str() {
        "INSERT" => Operation::Insert,
        "UPDATE" => Operation::Update,
        "DELETE" => Operation::Delete,
        other => {
            let expected = crate::Kind::Text;
            return Err(Mismatch { column: Some("journal_operation"), expected, found: format!("`{other}`") }.into());
        }
    };
    Ok(Change {
        id: row.get(0)?,
        time: row.get(1)?,
        operation,
        author: Author { actor: row.get(3)?, traceparent: row.get(4)? },
        row: M::from_values(&mut Values::new(M::table(), row.into_values().split_off(OWN_COLUMNS)))?,
    })
}
