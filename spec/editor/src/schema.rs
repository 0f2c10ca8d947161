//! JSON Schemas of the files that people write, for editors without a language server: written from the grammar.

mod definition;
mod settings;

pub use definition::{definition, service};
pub use settings::{approval, configuration, findings};

use serde_json::{Map, Value, json};

/// The dialect that editors know best.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// A schema of a file, with what it is for.
fn document(name: &str, title: &str, about: &str, mut body: Map<String, Value>) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert(
        "$id".to_owned(),
        json!(format!("{}/raw/main/spec/schema/{name}.schema.json", env!("CARGO_PKG_REPOSITORY"))),
    );
    schema.insert("title".to_owned(), json!(title));
    schema.insert("description".to_owned(), json!(about));
    schema.append(&mut body);
    Value::Object(schema)
}

/// The members of an object literal.
fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
