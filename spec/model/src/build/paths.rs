//! What resources and operations do not say, once all types are known: plurals, paths, locations, responses.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::resource::RawResource;
use super::typespace::default_plural;
use crate::{
    Definition, Location, Meta, Method, Operation, Primitive, Resource, Response, ResponseCode, Type, names,
    operation::path_variables,
};

/// Completes resources; their operations' paths are `whole` in the expanded form, and follow the resource's otherwise.
pub(super) fn complete(of: &Definition, given: Vec<RawResource>, whole: bool) -> Vec<Resource> {
    let spelled_out = |it: &RawResource| it.path.is_some() && !it.resource.plural.is_empty();
    let plurals = if given.iter().all(spelled_out) { FxHashMap::default() } else { plurals(of) };
    let complete = |RawResource { mut resource, path }: RawResource| {
        let local = match &resource.ty {
            Type::Unresolved(name) => plurals.get(name.as_str()).copied(),
            _ => None,
        };
        if resource.plural.is_empty() {
            resource.plural = local.cloned().unwrap_or_default();
            default_plural(&mut resource.plural, bare(&resource.name));
        }
        let default = || local.map(|it| SmolStr::from(format!("/{it}"))).unwrap_or_default();
        resource.path = path.unwrap_or_else(default);
        for operation in &mut resource.operations {
            if !whole || !operation.path.starts_with('/') {
                operation.path = join(if whole { "" } else { &resource.path }, &operation.path);
            }
            complete_operation(operation);
        }
        resource
    };
    given.into_iter().map(complete).collect()
}

/// The plurals of local types, by name; the first of several types of one name counts, as for type names.
fn plurals(of: &Definition) -> FxHashMap<&str, &SmolStr> {
    let mut plurals = FxHashMap::default();
    for (_, named) in of.types() {
        plurals.entry(named.name().as_str()).or_insert(named.plural());
    }
    plurals
}

/// The name behind a namespace.
fn bare(name: &str) -> &str {
    names::split_qualified(name).map_or(name, |(_, _, bare)| bare)
}

fn join(resource: &str, operation: &str) -> SmolStr {
    let slash = |it: &str| if it.is_empty() || it.starts_with('/') { "" } else { "/" };
    let base = if operation.is_empty() { resource } else { resource.trim_end_matches('/') };
    match (base, operation) {
        ("", "") => SmolStr::new_static("/"),
        (base, own) => smol_str::format_smolstr!("{}{base}{}{own}", slash(base), slash(own)),
    }
}

fn complete_operation(it: &mut Operation) {
    // In the query with GET, DELETE or a body, else in a form.
    let query = it.body.is_some() || matches!(it.method, Method::Get | Method::Delete);
    let variables: FxHashSet<&str> = path_variables(&it.path).collect();
    for parameter in &mut it.parameters {
        let is_unknown = matches!(&parameter.location, Location::Unknown(it) if !it.is_empty());
        if is_unknown {
            // What was written stays, since a rule has to name it.
        } else if variables.contains(parameter.field.name.as_str()) {
            parameter.location = Location::Path;
        } else if parameter.location.is_undecided() {
            parameter.location = if query { Location::Query } else { Location::Form };
        }
    }
    if it.responses.is_empty() {
        it.responses.push(no_content(it.meta.origin));
    }
}

/// An operation that declares no response answers 204.
fn no_content(origin: crate::Origin) -> Response {
    Response {
        code: ResponseCode::Status(204),
        ty: Type::Primitive(Primitive::Unit),
        headers: Vec::new(),
        implicit: true,
        meta: Meta::new(origin),
    }
}
