//! A repository as the description that drives the mock of a service (`apigen-mock`): one JSON document.

mod operations;
mod paths;
mod refusals;
mod schemas;
mod stores;
mod values;

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
