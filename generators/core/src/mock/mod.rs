//! A repository as the description that drives the mock of a service (`apigen-mock`): one JSON document.

mod operations;
mod refusals;
mod schemas;
mod values;

use std::fmt::Write as _;

use apigen_model::lifecycle::{Identity, Store, Stores, calls};
use apigen_model::{DefinitionId, Repository};
use serde_json::{Value, json};

use schemas::Schemas;

/// What the mock of the given definitions, taken together, has to know.
pub fn describe(repository: &Repository, definitions: &[DefinitionId]) -> Value {
    let definitions: Vec<_> = definitions.iter().map(|it| repository.definition(*it)).collect();
    let calls = calls(&definitions);
    let stores = Stores::new(repository, &definitions, &calls);
    let mut schemas = Schemas::new(repository);
    let operations: Vec<_> =
        calls.iter().map(|it| operations::operation(repository, &stores, &mut schemas, it)).collect();
    let stores: Vec<_> = stores.all().iter().map(|it| store(&mut schemas, it)).collect();
    let titles: Vec<_> = definitions.iter().map(|it| it.namespace.as_str()).collect();
    json!({ "title": titles.join(", "), "types": schemas.types(), "stores": stores, "operations": operations })
}

/// A description as a file: a line for each type, store and operation, so that it is short and changes read well.
pub fn text(description: &Value) -> String {
    let mut text = String::from("{\n");
    for (at, (name, section)) in description.as_object().into_iter().flatten().enumerate() {
        // Invariant: writing to a string cannot fail.
        let _ = write!(text, "{}{}:", if at > 0 { ",\n" } else { "" }, json!(name));
        match section {
            Value::Array(parts) => {
                lines(&mut text, ['[', ']'], parts.iter().map(|it| (None, it)));
            }
            Value::Object(parts) => {
                lines(&mut text, ['{', '}'], parts.iter().map(|(name, it)| (Some(name), it)));
            }
            scalar => drop(write!(text, "{scalar}")),
        }
    }
    text.push_str("\n}\n");
    text
}

fn lines<'a>(text: &mut String, ends: [char; 2], parts: impl Iterator<Item = (Option<&'a String>, &'a Value)>) {
    text.push(ends[0]);
    for (at, (name, part)) in parts.enumerate() {
        text.push_str(if at > 0 { ",\n" } else { "\n" });
        // Invariant: writing to a string cannot fail.
        let _ = match name {
            Some(name) => write!(text, "{}:{part}", json!(name)),
            None => write!(text, "{part}"),
        };
    }
    text.push(ends[1]);
}

/// A store as data.
fn store(schemas: &mut Schemas<'_>, store: &Store<'_>) -> Value {
    let identity = store.identity.map(|it| match it {
        Identity::Field(name) => json!({ "field": name }),
        Identity::Path => json!("path"),
    });
    json!({
        "path": store.path,
        "schema": schemas.of(store.ty),
        "identity": identity,
        "parent": store.parent,
        "parents": store.parents,
        "unique": store.unique,
        "implied": store.implied,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_has_a_line_a_part() {
        let description =
            json!({ "title": "a", "types": { "x\"": { "b": 1 }, "y": [] }, "stores": [], "operations": [1] });
        let lines = ["{", r#""title":"a","#, r#""types":{"#, r#""x\"":{"b":1},"#, r#""y":[]},"#, r#""stores":[],"#];
        let rest = [r#""operations":["#, "1]", "}", ""];
        assert_eq!(text(&description), [&lines[..], &rest[..]].concat().join("\n"));
        assert_eq!(serde_json::from_str::<Value>(&text(&description)).unwrap(), description);
    }
}
