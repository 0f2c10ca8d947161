//! Values in PostgreSQL's binary format.
//!
//! Written here and not taken from features of the library, since ours are the types of `apigen-types`, and since one type
//! for all values lets tables be described by data.

use apigen_types::{Date, DateTime, Uuid};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::{Decode, Encode, Postgres, Type, ValueRef};

use super::{Kind, Value, numeric};

/// PostgreSQL counts time from the beginning of 2000.
const EPOCH_DAYS: i32 = 10_957;
const EPOCH_MICROS: i64 = EPOCH_DAYS as i64 * 86_400_000_000;
/// The version of the binary form of `jsonb`.
const JSONB_VERSION: u8 = 1;

impl Kind {
    /// The numbers of the type and of its array in PostgreSQL's catalogue, which never change.
    const fn oids(self) -> (u32, u32) {
        match self {
            Self::Boolean => (16, 1000),
            Self::Integer => (20, 1016),
            Self::Double => (701, 1022),
            Self::Decimal => (1700, 1231),
            Self::Text => (25, 1009),
            Self::Uuid => (2950, 2951),
            Self::Date => (1082, 1182),
            Self::DateTime => (1184, 1185),
            Self::Json => (3802, 3807),
            Self::Bytes => (17, 1001),
        }
    }
}

impl Type<Postgres> for Value {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(Kind::Text.oids().0))
    }

    fn compatible(_: &PgTypeInfo) -> bool {
        true
    }
}

impl Encode<'_, Postgres> for Value {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self {
            Self::Null(_) => return Ok(IsNull::Yes),
            Self::List(kind, elements) => write_list(*kind, elements, buffer)?,
            scalar => write(scalar, buffer),
        }
        Ok(IsNull::No)
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        let (one, many) = self.kind().oids();
        Some(PgTypeInfo::with_oid(Oid(if matches!(self, Self::List(..)) { many } else { one })))
    }
}

fn write(value: &Value, buffer: &mut Vec<u8>) {
    match value {
        Value::Null(_) | Value::List(..) => {}
        Value::Boolean(it) => buffer.push(u8::from(*it)),
        Value::Integer(it) => buffer.extend(it.to_be_bytes()),
        Value::Double(it) => buffer.extend(it.to_be_bytes()),
        Value::Decimal(it) => numeric::write(*it, buffer),
        Value::Text(it) => buffer.extend(it.as_bytes()),
        Value::Uuid(it) => buffer.extend(it.as_bytes()),
        Value::Date(it) => buffer.extend((it.as_unix_days() - EPOCH_DAYS).to_be_bytes()),
        Value::DateTime(it) => buffer.extend((it.as_unix_micros() - EPOCH_MICROS).to_be_bytes()),
        Value::Json(it) => {
            buffer.push(JSONB_VERSION);
            buffer.extend(it.as_bytes());
        }
        Value::Bytes(it) => buffer.extend(it),
    }
}

/// An array of one dimension that begins at one.
fn write_list(kind: Kind, elements: &[Value], buffer: &mut Vec<u8>) -> Result<(), BoxDynError> {
    const DIMENSIONS: i32 = 1;
    const LOWER_BOUND: i32 = 1;
    const NULL: i32 = -1;
    let has_nulls = i32::from(elements.iter().any(Value::is_null));
    for word in [DIMENSIONS, has_nulls, kind.oids().0.cast_signed(), i32::try_from(elements.len())?, LOWER_BOUND] {
        buffer.extend(word.to_be_bytes());
    }
    for element in elements {
        if element.is_null() {
            buffer.extend(NULL.to_be_bytes());
            continue;
        }
        let start = buffer.len();
        buffer.extend([0; 4]);
        write(element, buffer);
        let length = i32::try_from(buffer.len() - start - 4)?;
        buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
    }
    Ok(())
}

impl Decode<'_, Postgres> for Value {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        let oid = value.type_info().oid().map_or(0, |it| it.0);
        if value.is_null() {
            return Ok(Self::Null(kind_of(oid)));
        }
        match value.format() {
            PgValueFormat::Binary => read(oid, value.as_bytes()?),
            PgValueFormat::Text => Ok(Self::Text(value.as_str()?.to_owned())),
        }
    }
}

fn kind_of(oid: u32) -> Kind {
    match oid {
        16 => Kind::Boolean,
        20 | 21 | 23 | 26 => Kind::Integer,
        700 | 701 => Kind::Double,
        1700 => Kind::Decimal,
        2950 => Kind::Uuid,
        1082 => Kind::Date,
        1114 | 1184 => Kind::DateTime,
        114 | 3802 => Kind::Json,
        17 => Kind::Bytes,
        _ => Kind::Text,
    }
}

fn read(oid: u32, bytes: &[u8]) -> Result<Value, BoxDynError> {
    let text = |it: &[u8]| String::from_utf8(it.to_vec());
    Ok(match oid {
        16 => Value::Boolean(bytes.first() == Some(&1)),
        20 => Value::Integer(i64::from_be_bytes(bytes.try_into()?)),
        21 => Value::Integer(i16::from_be_bytes(bytes.try_into()?).into()),
        23 => Value::Integer(i32::from_be_bytes(bytes.try_into()?).into()),
        26 => Value::Integer(u32::from_be_bytes(bytes.try_into()?).into()),
        700 => Value::Double(f32::from_be_bytes(bytes.try_into()?).into()),
        701 => Value::Double(f64::from_be_bytes(bytes.try_into()?)),
        1700 => Value::Decimal(numeric::read(bytes).ok_or("the number has more than 28 digits, or is none")?),
        2950 => Value::Uuid(Uuid::from_slice(bytes)?),
        1082 => {
            let days = i32::from_be_bytes(bytes.try_into()?).checked_add(EPOCH_DAYS);
            Value::Date(days.and_then(Date::from_unix_days).ok_or("the date lies beyond the year 9999")?)
        }
        1114 | 1184 => {
            let micros = i64::from_be_bytes(bytes.try_into()?).checked_add(EPOCH_MICROS);
            Value::DateTime(micros.and_then(DateTime::from_unix_micros).ok_or("the time lies beyond the year 9999")?)
        }
        114 => Value::Json(text(bytes)?),
        3802 => Value::Json(text(bytes.get(1..).unwrap_or_default())?),
        17 => Value::Bytes(bytes.to_vec()),
        18 | 19 | 25 | 1042 | 1043 => Value::Text(text(bytes)?),
        // Enumerations and domains of a database made elsewhere are sent as their text.
        other => {
            Value::Text(text(bytes).map_err(|_| format!("values of type {other} are not supported; cast to text"))?)
        }
    })
}
