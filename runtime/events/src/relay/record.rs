//! Rows of a journal as PostgreSQL sends them in binary, made JSON here: on the server, that would be most of what reading
//! them costs.

use std::io::Write as _;

use apigen_store::{StoreError, quoted};
use apigen_types::{DateTime, Uuid};
use sqlx::Row as _;
use sqlx::postgres::PgRow;

/// Seconds from the beginning of 1970 to that of 2000, from which PostgreSQL counts.
const FROM_1970: i64 = 946_684_800;

// The types whose binary form is read here, by PostgreSQL's numbers (`pg_type.dat`).
const BOOL: u32 = 16;
const INT8: u32 = 20;
const INT2: u32 = 21;
const INT4: u32 = 23;
const TEXT: u32 = 25;
const JSON: u32 = 114;
const BPCHAR: u32 = 1042;
const VARCHAR: u32 = 1043;
const TIMESTAMPTZ: u32 = 1184;
const UUID: u32 = 2950;
const JSONB: u32 = 3802;
const READ: &[u32] = &[BOOL, INT8, INT2, INT4, TEXT, JSON, BPCHAR, VARCHAR, TIMESTAMPTZ, UUID, JSONB];

/// The columns of a journal's rows, in the order in which they are asked for.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<&'static str>,
    sql: Vec<String>,
}

impl Columns {
    /// Columns whose types have these numbers; one of a type that is not read here is asked for as JSON.
    pub(super) fn new(columns: impl Iterator<Item = (&'static str, i64)>) -> Self {
        let ask = |(name, kind): (&'static str, i64)| {
            let (column, is_read) = (format!("t.{}", quoted(name)), READ.iter().any(|it| i64::from(*it) == kind));
            (name, if is_read { column } else { format!("to_json({column})") })
        };
        let (names, sql) = columns.map(ask).unzip();
        Self { names, sql }
    }

    /// What asks for them, of the journal's row `t`.
    pub(super) fn record(&self) -> String {
        format!("row({})", self.sql.join(", "))
    }

    /// The row as a JSON object.
    pub(super) fn json(&self, record: &[u8]) -> Result<String, StoreError> {
        Ok(self.read(record).ok_or_else(|| unreadable("is not as its table was when the relay began"))?)
    }

    fn read(&self, mut record: &[u8]) -> Option<String> {
        let (mut json, input) = (Vec::with_capacity(record.len() * 2), &mut record);
        if usize::try_from(u32::from_be_bytes(array(input)?)).ok()? != self.names.len() {
            return None;
        }
        json.push(b'{');
        for (at, name) in self.names.iter().enumerate() {
            if at > 0 {
                json.push(b',');
            }
            serde_json::to_writer(&mut json, name).ok()?;
            json.push(b':');
            let kind = u32::from_be_bytes(array(input)?);
            match usize::try_from(i32::from_be_bytes(array(input)?)) {
                Ok(length) => write(&mut json, kind, input.split_off(..length)?)?,
                Err(_) => json.extend_from_slice(b"null"),
            }
        }
        json.push(b'}');
        String::from_utf8(json).ok()
    }
}

/// Writes a value of a type as JSON.
fn write(json: &mut Vec<u8>, kind: u32, mut value: &[u8]) -> Option<()> {
    let input = &mut value;
    match kind {
        TEXT | VARCHAR | BPCHAR => serde_json::to_writer(json, std::str::from_utf8(input).ok()?).ok(),
        BOOL => serde_json::to_writer(json, &(array(input)? != [0])).ok(),
        INT2 => write!(json, "{}", i16::from_be_bytes(array(input)?)).ok(),
        INT4 => write!(json, "{}", i32::from_be_bytes(array(input)?)).ok(),
        INT8 => write!(json, "{}", i64::from_be_bytes(array(input)?)).ok(),
        TIMESTAMPTZ => match time(input) {
            Some(time) => write!(json, "\"{time}\"").ok(),
            // No event can tell it, which is said when the row is read.
            None => json.write_all(b"\"a time beyond the year 9999\"").ok(),
        },
        UUID => write!(json, "\"{}\"", Uuid::from_bytes(array(input)?)).ok(),
        JSON => json.write_all(input).ok(),
        // A version stands before the text.
        JSONB => json.write_all(input.strip_prefix(&[1])?).ok(),
        _ => None,
    }
}

/// The bytes of a column that is not null.
pub(super) fn bytes(row: &PgRow, column: usize) -> Result<&[u8], StoreError> {
    Ok(row.try_get_raw(column)?.as_bytes().map_err(sqlx::Error::Decode)?)
}

/// The moment that a column of type `timestamptz` holds.
pub(super) fn moment(bytes: &[u8]) -> Result<DateTime, StoreError> {
    Ok(time(bytes).ok_or_else(|| unreadable("was written at a time beyond the year 9999"))?)
}

fn time(mut bytes: &[u8]) -> Option<DateTime> {
    let micros = i64::from_be_bytes(array(&mut bytes)?);
    DateTime::from_unix_micros(micros.checked_add(FROM_1970 * 1_000_000)?)
}

fn unreadable(why: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("a row of the journal {why}").into())
}

/// Takes so many bytes.
fn array<const N: usize>(input: &mut &[u8]) -> Option<[u8; N]> {
    input.split_off(..N)?.try_into().ok()
}
