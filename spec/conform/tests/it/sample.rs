//! A definition with one of everything.

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile, Type};

const TEXT: &str = r#"{
  "name": "shelf", "namespace": "io.acme.shelf.v0",
  "enums": {
    "colour": { "values": [{ "name": "red" }, { "name": "blue", "value": "BLUE" }] },
    "mood": { "open": true, "values": [{ "name": "good" }] }
  },
  "unions": {
    "thing": { "discriminator": "kind", "types": [{ "type": "book" }, { "type": "cup", "discriminator_value": "mug" }] },
    "growing": { "discriminator": "kind", "open": true, "types": [{ "type": "book" }] },
    "wrapped": { "types": [{ "type": "book" }, { "type": "string" }] }
  },
  "models": {
    "book": { "fields": [
      { "name": "id", "type": "uuid", "read_only": true },
      { "name": "title", "type": "string", "minimum": 1, "maximum": 5 },
      { "name": "pages", "type": "integer", "minimum": 1, "required": false },
      { "name": "weight", "type": "decimal", "maximum": 10, "required": false },
      { "name": "serial", "type": "long", "required": false },
      { "name": "printed_on", "type": "date-iso8601", "required": false },
      { "name": "seen_at", "type": "date-time-iso8601", "required": false },
      { "name": "tags", "type": "[string]", "required": false, "maximum": 2, "unique_items": true,
        "items": { "pattern": "^[a-z]+$" } },
      { "name": "secret", "type": "string", "required": false, "write_only": true },
      { "name": "colour", "type": "colour", "default": "red" }
    ] },
    "cup": { "fields": [{ "name": "mood", "type": "mood" }, { "name": "facts", "type": "map[integer]" }] },
    "box": { "fields": [{ "name": "content", "type": "thing" }, { "name": "inner", "type": "box", "required": false }] }
  }
}"#;

/// The repository that holds it.
pub(crate) fn repository() -> Repository {
    let file = SourceFile { path: "shelf.json".to_owned(), bytes: TEXT.as_bytes().to_vec(), role: Role::Checked };
    Repository::build(vec![file], &Settings::default(), &NoImports)
}

/// A type of it, by name.
pub(crate) fn named(repository: &Repository, name: &str) -> Type {
    let definition = &repository.definitions()[0];
    Type::Named(repository.local(definition.id, name).unwrap())
}
