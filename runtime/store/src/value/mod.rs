//! What columns hold, the same for both engines.

mod numeric;
mod postgres;
mod sqlite;
mod stored;

use apigen_types::{Date, DateTime, Decimal, Uuid};

pub use stored::{Mismatch, Stored};

/// A value on its way into or out of a database.
///
/// Integers of every width are [`Value::Integer`] and travel as 64 bits. PostgreSQL keeps points in time to the
/// microsecond; SQLite gets the same precision, so that both give back the same.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, where a value of a kind could be.
    Null(Kind),
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number of any width.
    Integer(i64),
    /// A 64-bit float.
    Double(f64),
    /// A decimal number.
    Decimal(Decimal),
    /// Text.
    Text(String),
    /// A UUID.
    Uuid(Uuid),
    /// A calendar date.
    Date(Date),
    /// A point in time.
    DateTime(DateTime),
    /// The text of a JSON document.
    Json(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Several values of a kind: an array on PostgreSQL, the text of a JSON array on SQLite (for `json_each`).
    List(Kind, Vec<Self>),
}

/// The kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A whole number of any width.
    Integer,
    /// A 64-bit float.
    Double,
    /// A decimal number.
    Decimal,
    /// Text.
    Text,
    /// A UUID.
    Uuid,
    /// A calendar date.
    Date,
    /// A point in time.
    DateTime,
    /// A JSON document.
    Json,
    /// Bytes.
    Bytes,
}

impl Value {
    /// The kind of the value, or of the elements of a list.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) | Self::List(kind, _) => *kind,
            Self::Boolean(_) => Kind::Boolean,
            Self::Integer(_) => Kind::Integer,
            Self::Double(_) => Kind::Double,
            Self::Decimal(_) => Kind::Decimal,
            Self::Text(_) => Kind::Text,
            Self::Uuid(_) => Kind::Uuid,
            Self::Date(_) => Kind::Date,
            Self::DateTime(_) => Kind::DateTime,
            Self::Json(_) => Kind::Json,
            Self::Bytes(_) => Kind::Bytes,
        }
    }

    /// Whether there is no value.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }
}

impl<T: Stored> From<T> for Value {
    fn from(value: T) -> Self {
        value.into_value()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
