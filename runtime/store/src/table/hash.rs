//! The hash of what a row says.
//!
//! Names of columns are part of it: when a field joins the model, every row differs from what was stored, is written
//! once more and so reaches the journal with its new field.

use apigen_types::{Json, content_hash};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Table;
use crate::Value;

pub(super) fn of(table: &Table, row: &[Value]) -> [u8; 32] {
    // Invariant: every value has a JSON form, and a document that is none counts as its text.
    content_hash(&Content { table, row }).map_or([0; 32], |it| *it.as_bytes())
}

struct Content<'a> {
    table: &'a Table,
    row: &'a [Value],
}

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.table.columns.iter().zip(self.row).filter(|(column, _)| column.is_content);
        let mut map = serializer.serialize_map(None)?;
        for (column, value) in columns {
            map.serialize_entry(column.name, &Cell(value))?;
        }
        map.end()
    }
}

struct Cell<'a>(&'a Value);

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null(_) => serializer.serialize_unit(),
            Value::Boolean(it) => serializer.serialize_bool(*it),
            Value::Integer(it) => serializer.serialize_i64(*it),
            Value::Double(it) => serializer.serialize_f64(*it),
            Value::Decimal(it) => it.serialize(serializer),
            Value::Text(it) => serializer.serialize_str(it),
            Value::Uuid(it) => serializer.collect_str(it),
            Value::Date(it) => serializer.collect_str(it),
            // As exact as it is stored, so that what was read back is no change.
            Value::DateTime(it) => serializer.serialize_i64(it.as_unix_micros()),
            Value::Json(it) => match serde_json::from_str::<Json>(it) {
                Ok(document) => document.serialize(serializer),
                Err(_) => serializer.serialize_str(it),
            },
            Value::Bytes(it) => it.serialize(serializer),
            Value::List(_, elements) => serializer.collect_seq(elements.iter().map(Cell)),
        }
    }
}

#[cfg(test)]
mod tests {
    use apigen_types::DateTime;

    use super::*;
    use crate::Kind;
    use crate::table::Column;

    static NOTES: Table = Table {
        name: "notes",
        columns: &[
            Column::new("id", Kind::Integer),
            Column::new("body", Kind::Json),
            Column::new("due", Kind::DateTime),
            Column::new("updated_at", Kind::DateTime).technical(),
        ],
        key: &[0],
        version: None,
        has_hash_code: true,
        journal: None,
    };

    fn row(body: &str, due: &str, updated_at: &str) -> Vec<Value> {
        let time = |it: &str| Value::DateTime(it.parse::<DateTime>().unwrap());
        vec![Value::Integer(1), Value::Json(body.into()), time(due), time(updated_at)]
    }

    #[test]
    fn what_is_read_back_is_no_change() {
        let written = row(r#"{"b": 1.0, "a": [true]}"#, "2026-11-21T10:00:00.123456789Z", "2026-11-21T10:00:00Z");
        let read = row(r#"{"a":[true],"b":1}"#, "2026-11-21T10:00:00.123456Z", "2027-01-01T00:00:00Z");
        assert_eq!(of(&NOTES, &written), of(&NOTES, &read));
    }

    #[test]
    fn content_and_names_of_columns_count() {
        static RENAMED: [Column; 1] = [Column::new("identity", Kind::Integer)];
        static SHORTER: [Column; 1] = [Column::new("id", Kind::Integer)];
        let row = row("{}", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z");
        let mut other = row.clone();
        other[1] = Value::Json("[]".into());
        assert_ne!(of(&NOTES, &row), of(&NOTES, &other));
        let of_columns = |columns| of(&Table { columns, ..copy(&NOTES) }, &row);
        assert_ne!(of_columns(&SHORTER), of_columns(&RENAMED));
        assert_ne!(of_columns(&SHORTER), of(&NOTES, &row));
    }

    #[test]
    fn a_document_that_is_none_counts_as_its_text() {
        let hash = |body| of(&NOTES, &row(body, "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"));
        assert_ne!(hash("{"), hash("["));
        assert_eq!(hash("{"), hash("{"));
    }

    fn copy(table: &Table) -> Table {
        Table { columns: table.columns, key: table.key, journal: table.journal, ..*table }
    }
}
