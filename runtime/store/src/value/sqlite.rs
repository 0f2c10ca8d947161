//! Values in SQLite's five storage classes.

use std::fmt::Write;

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Sqlite, Type, TypeInfo, ValueRef};

use super::{Kind, Value};

impl Type<Sqlite> for Value {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }

    fn compatible(_: &SqliteTypeInfo) -> bool {
        true
    }
}

impl Encode<'_, Sqlite> for Value {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        match self {
            Self::Null(_) => Ok(IsNull::Yes),
            Self::Boolean(it) => Encode::<Sqlite>::encode(i64::from(*it), buffer),
            Self::Integer(it) => Encode::<Sqlite>::encode(*it, buffer),
            Self::Double(it) => Encode::<Sqlite>::encode(*it, buffer),
            Self::Bytes(it) => Encode::<Sqlite>::encode(it.clone(), buffer),
            other => Encode::<Sqlite>::encode(text(other), buffer),
        }
    }
}

/// The text of a value; times have six digits behind the point, so that the order of texts is the order of times.
fn text(value: &Value) -> String {
    match value {
        Value::Text(it) | Value::Json(it) => it.clone(),
        Value::Decimal(it) => it.to_string(),
        Value::Uuid(it) => it.to_string(),
        Value::Date(it) => it.to_string(),
        Value::DateTime(it) => format!("{it:.6}"),
        Value::List(_, elements) => json(elements),
        Value::Boolean(_) | Value::Integer(_) | Value::Double(_) | Value::Bytes(_) | Value::Null(_) => String::new(),
    }
}

/// The text of a JSON array, as `json_each` takes it apart again.
fn json(elements: &[Value]) -> String {
    let mut out = String::from("[");
    for (at, element) in elements.iter().enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        // Invariant: writing to a string cannot fail.
        let _ = match element {
            Value::Null(_) => write!(out, "null"),
            Value::Boolean(it) => write!(out, "{}", u8::from(*it)),
            Value::Integer(it) => write!(out, "{it}"),
            Value::Double(it) => write!(out, "{it:?}"),
            other => write!(out, "{}", apigen_types::Json::from(text(other))),
        };
    }
    out.push(']');
    out
}

impl Decode<'_, Sqlite> for Value {
    fn decode(value: SqliteValueRef<'_>) -> Result<Self, BoxDynError> {
        if value.is_null() {
            return Ok(Self::Null(Kind::Text));
        }
        // What a value is counts, not what its column was declared as: a cell may hold any class.
        let class = value.type_info().name().to_owned();
        Ok(match class.as_str() {
            "INTEGER" | "BOOLEAN" => Self::Integer(Decode::<Sqlite>::decode(value)?),
            "REAL" => Self::Double(Decode::<Sqlite>::decode(value)?),
            "BLOB" => Self::Bytes(Decode::<Sqlite>::decode(value)?),
            _ => Self::Text(Decode::<Sqlite>::decode(value)?),
        })
    }
}
