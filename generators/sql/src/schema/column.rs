//! Columns, their types and their defaults.

use smol_str::SmolStr;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name: that of the field.
    pub name: SmolStr,
    /// The type of its values.
    pub ty: ColumnType,
    /// Whether a row may lack a value.
    pub nullable: bool,
    /// What rows get that say nothing.
    pub default: Option<Literal>,
    /// Whose the value is.
    pub content: Content,
    /// What the definition says about it.
    pub description: Option<SmolStr>,
}

/// Whose the value of a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A field of the model.
    Field,
    /// The hash of the fields, which repositories write; nobody else needs to.
    HashCode,
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnType {
    /// Yes or no.
    Boolean,
    /// 32 bits with sign.
    Integer,
    /// 64 bits with sign.
    Long,
    /// A 64-bit float.
    Double,
    /// A decimal of any precision.
    Decimal,
    /// Text; also the values of enums.
    Text,
    /// A UUID.
    Uuid,
    /// A calendar date.
    Date,
    /// A moment.
    Timestamp,
    /// Anything that holds more than one value: models, unions, lists, maps, free JSON.
    Json,
    /// Bytes.
    Bytes,
}

/// A value in a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as written.
    Number(SmolStr),
    /// A text, date or UUID.
    Text(SmolStr),
    /// JSON.
    Json(String),
}

impl ColumnType {
    /// Whether a release that writes and reads this type can go on doing so when the column has another.
    pub fn widens_to(self, other: Self) -> bool {
        self == other || (self, other) == (Self::Integer, Self::Long)
    }

    /// Whether every value of this type is one of another, so that a change loses nothing.
    pub fn loses_nothing_to(self, other: Self) -> bool {
        let is_text = matches!(self, Self::Integer | Self::Long | Self::Decimal | Self::Uuid | Self::Date);
        match other {
            Self::Decimal => matches!(self, Self::Integer | Self::Long | Self::Decimal),
            Self::Double => matches!(self, Self::Integer | Self::Double),
            Self::Text => is_text || self == Self::Text,
            _ => self.widens_to(other),
        }
    }
}
