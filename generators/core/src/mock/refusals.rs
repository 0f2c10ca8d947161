//! Which declared error says that a request is wrong, and how its model says it: as generated servers decide it.

use apigen_model::{Enum, Field, Model, Operation, Primitive, Repository, Response};
use serde_json::{Value, json};

/// The statuses that say that a request is wrong, the better one first.
const STATUSES: [u16; 2] = [422, 400];

/// Codes that error models have for values that break rules, the most precise first.
const INVALID: &[&str] =
    &["invalid_request", "validation_error", "validation", "invalid", "client_error", "bad_request", "generic_error"];

/// Codes that error models have for bodies that are no JSON.
const MALFORMED: &[&str] = &["malformed_body", "malformed", "invalid_json"];

/// Codes that error models have for values that name what does not exist.
const UNKNOWN: &[&str] = &["unknown_reference", "reference_not_found", "not_found"];

/// The rules that a value can break.
const RULES: &[&str] =
    &["required", "type", "enum", "discriminator", "minimum", "maximum", "pattern", "unique_items", "unknown_field"];

/// How an operation refuses a request.
pub(super) fn refusal(repository: &Repository, operation: &Operation) -> Value {
    let response = |status: u16| operation.responses.iter().find(|it| it.code.status() == Some(status));
    let fitting = STATUSES
        .into_iter()
        .find_map(|status| Some(json!({ "status": status, "body": body(repository, response(status)?)? })));
    fitting.unwrap_or_else(|| {
        let status = STATUSES.into_iter().find(|it| response(*it).is_some());
        let nothing_there = response(404).filter(|it| it.ty.is(Primitive::Unit) && status.is_none());
        json!({ "status": status.unwrap_or(400), "path_status": nothing_there.map(|_| 404) })
    })
}

fn body(repository: &Repository, response: &Response) -> Option<Value> {
    if response.ty.is(Primitive::Unit) {
        return Some(json!("empty"));
    }
    let (ty, shape) = response.ty.element().map_or((&response.ty, "one"), |it| (it, "each"));
    let parts = parts(repository, repository.model_of(ty)?, Depth::Outer)?;
    Some(json!({ shape: parts }))
}

/// Whether an object stands for the whole refusal or for one violation in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Outer,
    Violation,
}

/// What each field of an error model says; nothing when a required one cannot be filled.
fn parts(repository: &Repository, model: &Model, depth: Depth) -> Option<Vec<Value>> {
    let mut parts = Vec::new();
    for field in &model.fields {
        match slot(repository, field, depth) {
            Some(slot) => parts.push(json!({ "name": field.name.as_str(), "slot": slot })),
            None if field.required && field.default.is_none() => return None,
            None => {}
        }
    }
    (!parts.is_empty()).then_some(parts)
}

fn slot(repository: &Repository, field: &Field, depth: Depth) -> Option<Value> {
    let is_text = field.ty.is(Primitive::String);
    let values = repository.enum_of(&field.ty);
    let accepts =
        |wanted: &[&str]| is_text || values.is_some_and(|it| it.open || wanted.iter().all(|code| has(it, code)));
    match (field.name.as_str(), depth) {
        ("code", _) => codes(is_text, values),
        ("message", _) if is_text => Some(json!("message")),
        ("messages", Depth::Outer) if field.ty.element().is_some_and(|it| it.is(Primitive::String)) => {
            Some(json!("messages"))
        }
        ("violations" | "errors", Depth::Outer) => {
            let model = repository.model_of(field.ty.element()?)?;
            Some(json!({ "violations": parts(repository, model, Depth::Violation)? }))
        }
        ("location", Depth::Violation) if accepts(&["path", "query", "header", "body"]) => Some(json!("location")),
        ("pointer", Depth::Violation) if is_text => Some(json!("pointer")),
        ("rule", Depth::Violation) if accepts(RULES) => Some(json!("rule")),
        _ => None,
    }
}

fn codes(is_text: bool, values: Option<&Enum>) -> Option<Value> {
    let known = |code: &&&str| is_text || values.is_some_and(|it| it.open || has(it, code));
    let declared = |codes: &[&'static str]| codes.iter().find(|code| values.is_some_and(|it| has(it, code))).copied();
    let only = values.filter(|it| it.values.len() == 1).map(|it| it.values[0].wire());
    let invalid = declared(INVALID).or(only).or_else(|| INVALID.iter().find(known).copied())?;
    let malformed = declared(MALFORMED).or_else(|| is_text.then_some(MALFORMED[0])).unwrap_or(invalid);
    let unknown = declared(UNKNOWN).unwrap_or(invalid);
    Some(json!({ "code": { "malformed": malformed, "invalid": invalid, "unknown": unknown } }))
}

fn has(values: &Enum, wire: &str) -> bool {
    values.values.iter().any(|it| it.wire() == wire)
}
