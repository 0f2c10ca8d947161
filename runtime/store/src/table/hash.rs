//! The hash of what a row says.
//!
//! Names of columns are part of it: when a field joins the model, every row differs from what was stored, is written
//! once more and so reaches the journal with its new field.

use apigen_types::{Content, ContentHasher, Json};
use serde::Serialize;

use super::Table;
use crate::Value;

pub(super) fn of(table: &Table, row: &[Value]) -> [u8; 32] {
    let mut columns: Vec<_> = table.columns.iter().zip(row).filter(|(column, _)| column.is_content).collect();
    columns.sort_unstable_by_key(|(column, _)| column.name);
    let mut hasher = ContentHasher::default();
    for (column, value) in columns {
        match simple(value) {
            Some(content) => hasher.member(column.name, content),
            None => hasher.member(column.name, Content::Json(&json(value))),
        }
    }
    *hasher.finish().as_bytes()
}

/// The values that most rows consist of, without a detour.
fn simple(value: &Value) -> Option<Content<'_>> {
    Some(match value {
        Value::Null(_) => Content::Null,
        Value::Boolean(it) => Content::Boolean(*it),
        Value::Integer(it) => Content::Integer(*it),
        Value::Text(it) => Content::Text(it),
        // As exact as it is stored, so that what was read back is no change.
        Value::DateTime(it) => Content::Integer(it.as_unix_micros()),
        _ => return None,
    })
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null(_) => Json::Null,
        Value::Boolean(it) => Json::from(*it),
        Value::Integer(it) => Json::from(*it),
        Value::Double(it) => Json::from(*it),
        Value::Decimal(it) => tree(it),
        Value::Text(it) => Json::from(it.as_str()),
        Value::Uuid(it) => Json::from(it.to_string()),
        Value::Date(it) => Json::from(it.to_string()),
        Value::DateTime(it) => Json::from(it.as_unix_micros()),
        Value::Json(it) => serde_json::from_str(it).unwrap_or_else(|_| Json::from(it.as_str())),
        Value::Bytes(it) => tree(it),
        Value::List(_, elements) => elements.iter().map(json).collect(),
    }
}

fn tree(value: &impl Serialize) -> Json {
    // Invariant: these values have a JSON form.
    serde_json::to_value(value).unwrap_or_default()
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
