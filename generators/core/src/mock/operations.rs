//! Operations as data, and what each of them is to a store.

use std::collections::BTreeSet;

use apigen_model::lifecycle::{Binding, Call, Role, Stores, bindings, fields, role};
use apigen_model::{
    Auth, Field, Location, Operation, Pagination, Parameter, Primitive, Repository, Response, ResponseCode,
};
use serde_json::{Value, json};

use super::refusals::refusal;
use super::schemas::Schemas;
use super::values;

/// An operation as data.
pub(super) fn operation(
    repository: &Repository,
    stores: &Stores<'_>,
    schemas: &mut Schemas<'_>,
    call: &Call<'_>,
) -> Value {
    let operation = call.operation;
    let role = role(repository, stores, operation);
    let store = role.and_then(|(_, index)| stores.all().get(index));
    let bound = store.map(|it| bindings(repository, it, &operation.path)).unwrap_or_default();
    let listed = role.filter(|(role, _)| *role == Role::List).and(store).map(|it| fields(repository, it.ty));
    let has_body = operation.body.as_ref().filter(|it| !it.ty.is(Primitive::Unit));
    let known = operation.parameters.iter().filter(|it| !matches!(it.location, Location::Unknown(_)));
    let parameters = known.map(|it| parameter(repository, schemas, it, has_body.is_some(), listed.as_deref()));
    json!({
        "name": operation.name().map_or_else(|| operation.label(), ToString::to_string),
        "method": operation.method.as_str(),
        "path": operation.path.as_str(),
        "role": role.map_or(json!("other"), |(role, index)| json!({ role.as_str(): index })),
        "variables": bound.iter().map(variable).collect::<Vec<_>>(),
        "access": access(operation),
        "parameters": parameters.collect::<Vec<_>>(),
        "body": has_body.map(|it| schemas.of(&it.ty)),
        "responses": responses(schemas, operation),
        "refusal": refusal(repository, operation),
        "paging": paging(operation),
    })
}

fn variable((name, binding): &(&str, Binding<'_>)) -> Value {
    let is = match binding {
        Binding::Parent(it) => json!({ "parent": it }),
        Binding::Key => json!("key"),
        Binding::Field(it) => json!({ "field": it }),
    };
    json!({ "name": name, "is": is })
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
