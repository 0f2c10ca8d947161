//! A repository as the description that drives the mock of a service (`apigen-mock`): one JSON document.

mod operations;
mod paths;
mod refusals;
mod schemas;
mod stores;
mod values;

use std::fmt::Write as _;

use apigen_model::{Definition, DefinitionId, Method, Operation, Repository, Resource};
use serde_json::{Value, json};

use schemas::Schemas;
use stores::Stores;

/// What the mock of the given definitions, taken together, has to know.
pub fn describe(repository: &Repository, definitions: &[DefinitionId]) -> Value {
    let definitions: Vec<_> = definitions.iter().map(|it| repository.definition(*it)).collect();
    let calls = calls(&definitions);
    let stores = Stores::new(repository, &definitions, &calls);
    let mut schemas = Schemas::new(repository);
    let operations: Vec<_> =
        calls.iter().map(|it| operations::operation(repository, &stores, &mut schemas, it)).collect();
    let stores: Vec<_> = stores.all().iter().map(|it| it.describe(&mut schemas)).collect();
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

/// An operation with what it belongs to.
#[derive(Debug, Clone, Copy)]
struct Call<'a> {
    resource: &'a Resource,
    operation: &'a Operation,
}

/// The operations that can be called.
fn calls<'a>(definitions: &[&'a Definition]) -> Vec<Call<'a>> {
    let resources = definitions.iter().flat_map(|it| &it.resources);
    let all =
        resources.flat_map(|resource| resource.operations.iter().map(move |operation| Call { resource, operation }));
    all.filter(|it| !matches!(it.operation.method, Method::Unknown(_))).collect()
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
