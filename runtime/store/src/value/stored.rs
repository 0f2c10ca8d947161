//! The Rust types that columns hold.

use std::fmt;
use std::str::FromStr;

use apigen_types::{Date, DateTime, Decimal, Uuid};

use super::{Kind, Value};

/// A Rust type whose values stand in columns.
pub trait Stored: Sized {
    /// The kind of its values.
    const KIND: Kind;

    /// The value as a column holds it.
    fn into_value(self) -> Value;

    /// The value that a column holds.
    ///
    /// # Errors
    /// That the value is none of the type.
    fn from_value(value: Value) -> Result<Self, Mismatch>;
}

/// A column holds something else than the definition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The column, when it is known.
    pub column: Option<&'static str>,
    /// What was expected.
    pub expected: Kind,
    /// What is wrong.
    pub found: String,
}

impl Mismatch {
    pub(crate) fn new(expected: Kind, found: &Value) -> Self {
        let found = if found.is_null() { "null".to_owned() } else { format!("{:?}", found.kind()) };
        Self { column: None, expected, found }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.unwrap_or("a column");
        write!(f, "{column} should hold {:?} and holds {}", self.expected, self.found)
    }
}

impl std::error::Error for Mismatch {}

impl Value {
    /// The value as one of a kind: SQLite gives back texts and numbers.
    pub(crate) fn of_kind(self, kind: Kind) -> Result<Self, Mismatch> {
        fn of<T: Stored>(value: Value) -> Result<Value, Mismatch> {
            Option::<T>::from_value(value).map(Option::into_value)
        }
        match kind {
            Kind::Boolean => of::<bool>(self),
            Kind::Integer => of::<i64>(self),
            Kind::Double => of::<f64>(self),
            Kind::Decimal => of::<Decimal>(self),
            Kind::Text => of::<String>(self),
            Kind::Uuid => of::<Uuid>(self),
            Kind::Date => of::<Date>(self),
            Kind::DateTime => of::<DateTime>(self),
            Kind::Bytes => of::<Vec<u8>>(self),
            Kind::Json => match self {
                Self::Text(it) => Ok(Self::Json(it)),
                other => Ok(other),
            },
        }
    }
}

/// SQLite has no types of its own for these and keeps their text.
fn parse<T: FromStr<Err: fmt::Display>>(expected: Kind, text: &str) -> Result<T, Mismatch> {
    text.parse().map_err(|error| Mismatch { column: None, expected, found: format!("`{text}`: {error}") })
}

impl Stored for bool {
    const KIND: Kind = Kind::Boolean;

    fn into_value(self) -> Value {
        Value::Boolean(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Boolean(it) => Ok(it),
            Value::Integer(0) => Ok(false),
            Value::Integer(1) => Ok(true),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for i64 {
    const KIND: Kind = Kind::Integer;

    fn into_value(self) -> Value {
        Value::Integer(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Integer(it) => Ok(it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for i32 {
    const KIND: Kind = Kind::Integer;

    fn into_value(self) -> Value {
        Value::Integer(self.into())
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        let wide = i64::from_value(value)?;
        let too_wide = |_| Mismatch { column: None, expected: Self::KIND, found: format!("{wide}, beyond 32 bits") };
        wide.try_into().map_err(too_wide)
    }
}

impl Stored for f64 {
    const KIND: Kind = Kind::Double;

    fn into_value(self) -> Value {
        Value::Double(self)
    }

    #[allow(clippy::cast_precision_loss, reason = "SQLite keeps whole floats as integers, exactly")]
    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Double(it) => Ok(it),
            Value::Integer(it) => Ok(it as Self),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for Decimal {
    const KIND: Kind = Kind::Decimal;

    fn into_value(self) -> Value {
        Value::Decimal(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Decimal(it) => Ok(it),
            Value::Integer(it) => Ok(it.into()),
            Value::Double(it) => parse(Self::KIND, &it.to_string()),
            Value::Text(it) => parse(Self::KIND, &it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for String {
    const KIND: Kind = Kind::Text;

    fn into_value(self) -> Value {
        Value::Text(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Text(it) | Value::Json(it) => Ok(it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for Uuid {
    const KIND: Kind = Kind::Uuid;

    fn into_value(self) -> Value {
        Value::Uuid(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Uuid(it) => Ok(it),
            Value::Text(it) => parse(Self::KIND, &it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for Date {
    const KIND: Kind = Kind::Date;

    fn into_value(self) -> Value {
        Value::Date(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Date(it) => Ok(it),
            Value::Text(it) => parse(Self::KIND, &it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for DateTime {
    const KIND: Kind = Kind::DateTime;

    fn into_value(self) -> Value {
        Value::DateTime(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::DateTime(it) => Ok(it),
            Value::Text(it) => parse(Self::KIND, &it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for Vec<u8> {
    const KIND: Kind = Kind::Bytes;

    fn into_value(self) -> Value {
        Value::Bytes(self)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Bytes(it) => Ok(it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl Stored for apigen_types::Json {
    const KIND: Kind = Kind::Json;

    fn into_value(self) -> Value {
        Value::Json(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Json(it) | Value::Text(it) => parse(Self::KIND, &it),
            other => Err(Mismatch::new(Self::KIND, &other)),
        }
    }
}

impl<T: Stored> Stored for Option<T> {
    const KIND: Kind = T::KIND;

    fn into_value(self) -> Value {
        self.map_or(Value::Null(T::KIND), T::into_value)
    }

    fn from_value(value: Value) -> Result<Self, Mismatch> {
        if value.is_null() { Ok(None) } else { T::from_value(value).map(Some) }
    }
}
