//! Operations as data, and what each of them is to a store.

use std::collections::BTreeSet;

use apigen_model::{
    Auth, Field, Location, Method, Operation, Pagination, Parameter, Primitive, Repository, Response, ResponseCode,
};
use serde_json::{Value, json};

use super::paths::{item, pattern, variables};
use super::refusals::refusal;
use super::schemas::Schemas;
use super::stores::{Identity, Store, Stores, fields, is_object, success};
use super::{Call, values};

/// An operation as data.
pub(super) fn operation(
    repository: &Repository,
    stores: &Stores<'_>,
    schemas: &mut Schemas<'_>,
    call: &Call<'_>,
) -> Value {
    let operation = call.operation;
    let role = role(repository, stores, operation);
    let store = role.and_then(|(_, index)| Some((stores.all().get(index)?, index)));
    let bound = store.map(|(store, _)| bindings(repository, store, &operation.path)).unwrap_or_default();
    let listed = role.filter(|(name, _)| *name == "list").and(store).map(|(it, _)| fields(repository, it.ty));
    let has_body = operation.body.as_ref().filter(|it| !it.ty.is(Primitive::Unit));
    let known = operation.parameters.iter().filter(|it| !matches!(it.location, Location::Unknown(_)));
    let parameters = known.map(|it| parameter(repository, schemas, it, has_body.is_some(), listed.as_deref()));
    json!({
        "name": operation.name().map_or_else(|| operation.label(), ToString::to_string),
        "method": operation.method.as_str(),
        "path": operation.path.as_str(),
        "role": role.map_or(json!("other"), |(name, index)| json!({ name: index })),
        "variables": bound,
        "access": access(operation),
        "parameters": parameters.collect::<Vec<_>>(),
        "body": has_body.map(|it| schemas.of(&it.ty)),
        "responses": responses(schemas, operation),
        "refusal": refusal(repository, operation),
        "paging": paging(operation),
    })
}

/// What an operation is to a store, and to which.
fn role(repository: &Repository, stores: &Stores<'_>, operation: &Operation) -> Option<(&'static str, usize)> {
    let answer = success(operation);
    let gives_object = answer.is_some_and(|it| is_object(repository, it));
    let listed = answer.and_then(|it| it.element());
    let below_item = || stores.above(&operation.path, answer?);
    if let Some(index) = stores.at(&operation.path) {
        return match (&operation.method, stores.all()[index].identity.is_some()) {
            (Method::Get, true) => listed.map(|_| ("list", index)),
            (Method::Get, false) => gives_object.then_some(("read", index)),
            (Method::Post, _) => Some(("create", index)),
            (Method::Put, false) => Some(("upsert", index)),
            (Method::Patch, false) => Some(("patch", index)),
            (Method::Delete, false) => Some(("delete", index)),
            _ => None,
        };
    }
    if let Some(index) = item(&operation.path).and_then(|(collection, _)| stores.at(collection)) {
        return match operation.method {
            Method::Get => gives_object.then_some(("read", index)),
            Method::Put if is_upsert(stores, operation, index) => Some(("upsert", index)),
            Method::Put => Some(("update", index)),
            Method::Patch => Some(("patch", index)),
            Method::Post => (answer == Some(stores.all()[index].ty)).then_some(("patch", index)),
            Method::Delete => Some(("delete", index)),
            _ => None,
        };
    }
    match operation.method {
        // Another view of what is kept elsewhere.
        Method::Get => {
            let by_list = listed.and_then(|it| stores.of(it)).map(|it| ("list", it));
            let leads_to_one = item(&operation.path).is_some();
            let by_one = || answer.filter(|_| leads_to_one).and_then(|it| stores.of(it)).map(|it| ("read", it));
            by_list.or_else(by_one).or_else(|| below_item().map(|it| ("read", it)))
        }
        Method::Post | Method::Put | Method::Patch | Method::Delete => below_item().map(|it| ("patch", it)),
        _ => None,
    }
}

/// Whether replacing an object that is not there makes it.
fn is_upsert(stores: &Stores<'_>, operation: &Operation, index: usize) -> bool {
    let declares = |status: u16| operation.responses.iter().any(|it| it.code == ResponseCode::Status(status));
    let is_only_way = stores.all()[index].identity == Some(Identity::Path);
    declares(201) || !declares(404) || is_only_way
}

/// For each variable of a path, what of an object has its value.
fn bindings(repository: &Repository, store: &Store<'_>, path: &str) -> Vec<Value> {
    let own = variables(store.path);
    let is_own = pattern(path).starts_with(&pattern(store.path));
    let names = variables(path);
    let binding = |(position, name): (usize, &&str)| match position {
        it if is_own && it < own.len() => json!({ "parent": it }),
        it if is_own && it == own.len() && store.identity.is_some() => json!("key"),
        _ => elsewhere(repository, store, &own, name),
    };
    names.iter().enumerate().map(|(position, name)| json!({ "name": name, "is": binding((position, name)) })).collect()
}

/// What a variable of another path says about an object.
fn elsewhere(repository: &Repository, store: &Store<'_>, own: &[&str], name: &str) -> Value {
    if fields(repository, store.ty).iter().any(|it| it.name == name) {
        return json!({ "field": name });
    }
    match own.iter().position(|it| *it == name) {
        Some(position) => json!({ "parent": position }),
        None => json!({ "field": name }),
    }
}

fn parameter(
    repository: &Repository,
    schemas: &mut Schemas<'_>,
    parameter: &Parameter,
    has_body: bool,
    listed: Option<&[&Field]>,
) -> Value {
    let field = &parameter.field;
    let place = match parameter.location {
        Location::Path => "path",
        Location::Header => "header",
        // Beside a JSON body there is no form.
        Location::Form if !has_body => "form",
        _ => "query",
    };
    let default = field.default.as_deref().map(|it| values::texts(repository, &field.ty, it)).unwrap_or_default();
    let mut facts = json!({ "name": field.name.as_str(), "place": place, "schema": schemas.of_field(field) });
    let said = [
        ("required", (field.required && default.is_empty()).then(|| json!(true))),
        ("default", (!default.is_empty()).then(|| json!(default))),
        ("filter", listed.filter(|_| place == "query").and_then(|it| filter(parameter, it))),
        ("references", schemas.target(field)),
    ];
    for (key, value) in said {
        if let Some(value) = value {
            facts[key] = value;
        }
    }
    facts
}

/// What a parameter asks of listed objects: as declared, or by a name that is a field's.
fn filter(parameter: &Parameter, listed: &[&Field]) -> Option<Value> {
    const RESERVED: [&str; 3] = ["limit", "offset", "sort"];
    if let Some(it) = &parameter.filter {
        return Some(json!({ "field": it.field.as_str(), "op": it.op.as_str() }));
    }
    let name = parameter.field.name.as_str();
    let by_name = listed.iter().any(|it| it.name == name && !it.ty.is_list()) && !RESERVED.contains(&name);
    by_name.then(|| json!({ "field": name, "op": if parameter.field.ty.is_list() { "in" } else { "eq" } }))
}

fn access(operation: &Operation) -> &'static str {
    let refuses = operation.responses.iter().any(|it| it.code == ResponseCode::Status(401));
    match operation.behaviour.as_ref().and_then(|it| it.auth.as_ref()) {
        Some(Auth::Scheme { .. }) => "credentials",
        Some(Auth::Public { .. }) if refuses => "optional",
        _ => "public",
    }
}

/// The declared answers, each status once.
fn responses(schemas: &mut Schemas<'_>, operation: &Operation) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let distinct = operation.responses.iter().filter(|it| seen.insert(it.code.clone()));
    distinct.filter_map(|it| response(schemas, operation, it)).collect()
}

fn response(schemas: &mut Schemas<'_>, operation: &Operation, response: &Response) -> Option<Value> {
    let status = match response.code {
        ResponseCode::Status(it @ 200..=599) => Some(it),
        ResponseCode::Default => None,
        ResponseCode::Status(_) | ResponseCode::Invalid(_) => return None,
    };
    let has_content = !response.ty.is(Primitive::Unit) && !matches!(status, Some(204 | 205 | 304));
    let headers = response
        .headers
        .iter()
        .map(|it| json!({ "name": it.name.as_str(), "schema": schemas.of_field(it), "required": it.required }));
    let headers: Vec<_> = headers.collect();
    let errors = operation.behaviour.iter().flat_map(|it| &it.errors);
    let codes: Vec<_> = errors.filter(|it| it.status == status).map(|it| it.code.as_str()).collect();
    let schema = has_content.then(|| schemas.of(&response.ty));
    Some(json!({ "status": status, "schema": schema, "headers": headers, "codes": codes }))
}

/// How a list is cut into pages: as declared, or by the usual parameters.
fn paging(operation: &Operation) -> Option<Value> {
    let declared = operation.behaviour.as_ref().and_then(|it| it.paginated.as_ref());
    let has = |name: &str| operation.parameter(name).is_some();
    match declared {
        Some(Pagination::Offset { limit, offset }) => {
            Some(json!({ "limit": limit.as_str(), "offset": offset.as_str() }))
        }
        None if has("limit") && has("offset") => Some(json!({ "limit": "limit", "offset": "offset" })),
        // A cursor is opaque: such a list comes in one page.
        _ => None,
    }
}
