//! The address of a construct in words that survive reformatting: names instead of positions.

use std::iter::successors;

use apigen_model::{Origin, Repository};
use apigen_syntax::{Kind, Value};

/// The keys of a list's element that tell it apart from its neighbours, in order of preference.
const IDENTITY: [&str; 4] = ["name", "type", "method", "uri"];

/// `namespace/models/user/fields/email`: the same wherever the lines of the definition move.
pub(crate) fn semantic_path(repository: &Repository, origin: Origin) -> String {
    let namespace = repository.definition_in(origin.file).map_or("", |it| it.namespace.as_str());
    let mut nodes: Vec<Value<'_>> = successors(Some(repository.node(origin)), |it| it.parent()).collect();
    nodes.pop(); // The root has no name of its own.
    let mut path = namespace.to_owned();
    if nodes.is_empty() {
        path.push('/');
    }
    for node in nodes.into_iter().rev() {
        path.push('/');
        push_step(&mut path, node);
    }
    path
}

fn push_step(path: &mut String, node: Value<'_>) {
    if let Some(key) = node.key() {
        path.push_str(&key.as_str().unwrap_or_default());
        return;
    }
    if node.kind() == Kind::Object {
        path.push_str(&IDENTITY.iter().find_map(|it| node.get(it)?.as_str()).unwrap_or_default());
        path.push_str(&node.get("path").and_then(Value::as_str).unwrap_or_default());
        return;
    }
    path.push_str(&node.as_str().unwrap_or_default());
}
