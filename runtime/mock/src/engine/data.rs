//! Objects that are there from the beginning.

use std::fmt;

use apigen_http::server::violations;
use serde_json::{Map, Value};

use super::change::{self, New};
use super::service::Service;
use super::world::World;
use crate::description::Store;

/// Data that a server cannot begin with: where, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError {
    place: String,
    reason: String,
}

/// Adds the objects of a JSON document.
pub(super) fn load(world: &mut World, service: &Service, data: &str) -> Result<(), DataError> {
    let error = |place: &str, reason: String| DataError { place: place.to_owned(), reason };
    let document: Map<String, Value> =
        serde_json::from_str(data).map_err(|it| error("the document", format!("is no JSON object of paths: {it}")))?;
    for (path, objects) in document {
        let mut stores = service.description.stores.iter().enumerate();
        let Some((index, parents)) = stores.find_map(|(index, store)| Some((index, parents(store, &path)?))) else {
            return Err(error(&path, format!("nothing is kept there; {}", known(service))));
        };
        let objects = match objects {
            Value::Array(it) => it,
            one => vec![one],
        };
        for (position, it) in objects.into_iter().enumerate() {
            let place = format!("{path}[{position}]");
            let Value::Object(given) = it else { return Err(error(&place, "is no JSON object".to_owned())) };
            add(world, service, index, parents.clone(), given).map_err(|it| error(&place, it))?;
        }
    }
    Ok(())
}

fn add(
    world: &mut World,
    service: &Service,
    index: usize,
    parents: Vec<String>,
    given: Map<String, Value>,
) -> Result<(), String> {
    let said: Vec<_> = given.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name.clone()).collect();
    change::add(world, service, index, New { parents, key: None, given, trusted: true });
    let Some(added) = world.stores[index].last() else { return Ok(()) };
    if let Some(name) = said.iter().find(|it| !added.value.contains_key(it.as_str())) {
        return Err(format!("`{name}` is not a field of the definition"));
    }
    let broken = violations(&added.value.clone().into(), service.kept[index]);
    broken.first().map_or(Ok(()), |it| Err(it.to_string()))
}

/// The values of the variables of a store's path.
fn parents(store: &Store, path: &str) -> Option<Vec<String>> {
    let (mut wanted, mut actual) = (store.path.trim_matches('/').split('/'), path.trim_matches('/').split('/'));
    let mut parents = Vec::new();
    loop {
        match (wanted.next(), actual.next()) {
            (None, None) => return Some(parents),
            (Some(name), Some(value)) if name.starts_with(':') && !value.is_empty() => parents.push(value.to_owned()),
            (Some(name), Some(value)) if name == value => {}
            _ => return None,
        }
    }
}

fn known(service: &Service) -> String {
    let paths: Vec<_> = service.description.stores.iter().map(|it| it.path.as_str()).collect();
    if paths.is_empty() {
        "the definition has no resources that are kept".to_owned()
    } else {
        format!("paths are {}", paths.join(", "))
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for DataError {}
