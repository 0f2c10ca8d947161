//! Where a page ended, as a text that callers hand back and need not understand.

use std::fmt;
use std::str::FromStr;

use apigen_types::{Date, DateTime, Json};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::query::Order;
use crate::{Kind, StoreError, Table, Value};

/// The place behind a row in an order. Rows that come or go before it do not move it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(String);

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl FromStr for Cursor {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl Cursor {
    /// The place behind a row.
    pub(crate) fn behind(table: &Table, order: &[Order], row: &[Value]) -> Self {
        let mut parts = vec![Json::from(label(table, order))];
        parts.extend(order.iter().map(|it| write(&row[it.column])));
        Self(BASE64_URL_SAFE_NO_PAD.encode(Json::from(parts).to_string()))
    }

    /// The values of the row that it stands behind.
    ///
    /// # Errors
    /// [`StoreError::Cursor`] when it is not one of this table in this order.
    pub(crate) fn values(&self, table: &Table, order: &[Order]) -> Result<Vec<Value>, StoreError> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&self.0).map_err(|_| StoreError::Cursor)?;
        let mut parts: Vec<Json> = serde_json::from_slice(&bytes).map_err(|_| StoreError::Cursor)?;
        if parts.len() != order.len() + 1 || parts[0] != label(table, order) {
            return Err(StoreError::Cursor);
        }
        let values = order.iter().zip(parts.drain(1..)).map(|(it, part)| read(table.columns[it.column].kind, part));
        values.collect::<Option<_>>().ok_or(StoreError::Cursor)
    }
}

/// The table and the order, so that a cursor of another list is told apart.
fn label(table: &Table, order: &[Order]) -> String {
    let columns = order.iter().map(|it| {
        let sign = if it.descending { '-' } else { '+' };
        format!("{sign}{}", table.columns[it.column].name)
    });
    format!("{}{}", table.name, columns.collect::<String>())
}

fn write(value: &Value) -> Json {
    match value {
        Value::Boolean(it) => (*it).into(),
        Value::Integer(it) => (*it).into(),
        // Every float survives as its bits.
        Value::Double(it) => it.to_bits().into(),
        Value::Decimal(it) => it.to_string().into(),
        Value::Text(it) => it.as_str().into(),
        Value::Uuid(it) => it.to_string().into(),
        Value::Date(it) => it.as_unix_days().into(),
        Value::DateTime(it) => it.as_unix_micros().into(),
        Value::Null(_) | Value::Json(_) | Value::Bytes(_) | Value::List(..) => Json::Null,
    }
}

fn read(kind: Kind, part: Json) -> Option<Value> {
    Some(match (kind, part) {
        (kind, Json::Null) => Value::Null(kind),
        (Kind::Boolean, Json::Bool(it)) => Value::Boolean(it),
        (Kind::Integer, part) => Value::Integer(part.as_i64()?),
        (Kind::Double, part) => Value::Double(f64::from_bits(part.as_u64()?)),
        (Kind::Date, part) => Value::Date(Date::from_unix_days(part.as_i64()?.try_into().ok()?)?),
        (Kind::DateTime, part) => Value::DateTime(DateTime::from_unix_micros(part.as_i64()?)?),
        (Kind::Decimal, Json::String(it)) => Value::Decimal(it.parse().ok()?),
        (Kind::Uuid, Json::String(it)) => Value::Uuid(it.parse().ok()?),
        (Kind::Text, Json::String(it)) => Value::Text(it),
        _ => return None,
    })
}
