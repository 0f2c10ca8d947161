//! A change of a row on its way to an event.

use apigen_types::{DateTime, Uuid};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::identity::event_id;

/// A row that was written, as the journal recorded it.
#[derive(Debug)]
pub struct Change<'a> {
    pub(crate) stream: &'a str,
    pub(crate) table: &'a str,
    pub(crate) operation: Operation,
    pub(crate) sequence: i64,
    pub(crate) time: DateTime,
    pub(crate) row: &'a str,
}

/// What was done to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// It was not there before.
    Insert,
    /// It is different now.
    Update,
    /// It is gone; the change carries the row as it was.
    Delete,
}

impl Operation {
    /// The operation that the journal calls so.
    pub(crate) fn of_journal(name: &str) -> Option<Self> {
        match name {
            "INSERT" => Some(Self::Insert),
            "UPDATE" => Some(Self::Update),
            "DELETE" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// An event, ready to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The discriminator of the union's member.
    pub discriminator: String,
    /// The event in the stream's encoding.
    pub payload: Bytes,
}

/// Why a recorded change cannot be made an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the journal's row {sequence} of `{table}` cannot be made an event: {why}. Events of its key wait; mend the row or \
     deploy code that reads it, then retry it"
)]
pub struct EncodeError {
    table: String,
    sequence: i64,
    why: String,
}

impl Change<'_> {
    /// The table, by its name in the definition.
    pub fn table(&self) -> &str {
        self.table
    }

    /// What was done.
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// Identifies the event for ever, in replays too.
    pub fn event_id(&self) -> Uuid {
        event_id(self.stream, self.time, self.sequence)
    }

    /// When the change was made, as its database says.
    pub fn time(&self) -> DateTime {
        self.time
    }

    /// The row as the model that its table stores.
    ///
    /// # Errors
    /// That the row is not what the type says.
    pub fn row<T: DeserializeOwned>(&self) -> Result<T, EncodeError> {
        serde_json::from_str(self.row).map_err(|error| self.error(&error))
    }

    /// The value of one column.
    ///
    /// # Errors
    /// That its value is not what the type says; that of a column that is not there is `null`.
    pub fn column<T: DeserializeOwned>(&self, name: &str) -> Result<T, EncodeError> {
        let mut row: serde_json::Map<String, serde_json::Value> = self.row()?;
        let value = row.remove(name).unwrap_or_default();
        serde_json::from_value(value).map_err(|error| self.error(&format_args!("column `{name}`: {error}")))
    }

    /// The event as it is published.
    ///
    /// # Errors
    /// That the event has no JSON form.
    pub fn encoded<E: Serialize>(&self, discriminator: &str, event: &E) -> Result<Option<Encoded>, EncodeError> {
        // The row, and what an event has around it.
        let mut payload = Vec::with_capacity(self.row.len() + 256);
        serde_json::to_writer(&mut payload, event).map_err(|error| self.error(&error))?;
        Ok(Some(Encoded { discriminator: discriminator.to_owned(), payload: payload.into() }))
    }

    /// The answer for a change that must not be published as it is.
    pub fn refused(&self, why: &str) -> EncodeError {
        self.error(&why)
    }

    pub(crate) fn error(&self, why: &dyn std::fmt::Display) -> EncodeError {
        EncodeError { table: self.table.to_owned(), sequence: self.sequence, why: why.to_string() }
    }
}
