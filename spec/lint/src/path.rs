//! The address of a construct in words that survive reformatting: names instead of positions.

use apigen_model::{Origin, Repository};
use apigen_syntax::{Kind, Value};

/// The keys of a list's element that tell it apart from its neighbours, in order of preference.
const IDENTITY: [&str; 4] = ["name", "type", "method", "uri"];

/// `namespace/models/user/fields/email`: the same wherever the lines of the definition move.
pub(crate) fn semantic_path(repository: &Repository, origin: Origin) -> String {
    let namespace = repository.definition_in(origin.file).map_or("", |it| it.namespace.as_str());
    let mut steps = Vec::new();
    let mut node = Some(repository.node(origin));
    while let Some(it) = node {
        steps.push(step(it));
        node = it.parent();
    }
    steps.pop(); // The root has no name of its own.
    steps.reverse();
    format!("{namespace}/{}", steps.join("/"))
}

fn step(node: Value<'_>) -> String {
    if let Some(key) = node.key() {
        return key.as_str().unwrap_or_default().into_owned();
    }
    if node.kind() == Kind::Object {
        let identity = IDENTITY.iter().find_map(|it| node.get(it)?.as_str());
        let path = node.get("path").and_then(Value::as_str).unwrap_or_default();
        return format!("{}{path}", identity.unwrap_or_default());
    }
    node.as_str().unwrap_or_default().into_owned()
}
