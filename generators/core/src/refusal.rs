//! Which declared error says that a request is wrong, and how its model says it: servers and their mocks decide alike.

use apigen_model::{Enum, Field, Model, Operation, Primitive, Repository, Response, Type, TypeId};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal<'a> {
    /// The status.
    pub status: u16,
    /// The status for a path that cannot be, when that is another one.
    pub path_status: Option<u16>,
    /// What says what is wrong.
    pub body: RefusalBody<'a>,
}

/// What says what is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalBody<'a> {
    /// No declared error fits: the runtime's own words.
    Undeclared,
    /// Nothing but the status.
    Empty,
    /// A declared model.
    Model {
        /// The model.
        id: TypeId,
        /// Whether there is one object a violation, in a list, rather than one for all.
        each: bool,
        /// What its fields say.
        parts: Vec<Part<'a>>,
    },
}

/// A field of an error model, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The field.
    pub name: &'a str,
    /// What it says.
    pub slot: Slot<'a>,
}

/// What a field of an error model says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot<'a> {
    /// What is wrong, as a code.
    Code(Codes<'a>),
    /// What is wrong, in words.
    Message,
    /// The words of every violation.
    Messages,
    /// Every violation, as an object with these fields.
    Violations(Vec<Part<'a>>),
    /// Whether path, query, header or body is wrong.
    Location,
    /// The place in it.
    Pointer,
    /// The rule that is broken.
    Rule,
}

/// The codes of a model for what can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes<'a> {
    /// A body that is no JSON.
    pub malformed: &'a str,
    /// A value that breaks a rule.
    pub invalid: &'a str,
    /// A value that names what does not exist.
    pub unknown: &'a str,
}

/// How an operation refuses a request.
pub fn refusal<'a>(repository: &'a Repository, operation: &'a Operation) -> Refusal<'a> {
    let response = |status: u16| operation.responses.iter().find(|it| it.code.status() == Some(status));
    let declared = STATUSES.into_iter().find_map(|status| Some((status, body(repository, response(status)?)?)));
    if let Some((status, body)) = declared {
        return Refusal { status, path_status: None, body };
    }
    let status = STATUSES.into_iter().find(|it| response(*it).is_some());
    let nothing_there = response(404).filter(|it| it.ty.is(Primitive::Unit) && status.is_none());
    let path_status = nothing_there.map(|_| 404);
    Refusal { status: status.unwrap_or(400), path_status, body: RefusalBody::Undeclared }
}

fn body<'a>(repository: &'a Repository, response: &'a Response) -> Option<RefusalBody<'a>> {
    if response.ty.is(Primitive::Unit) {
        return Some(RefusalBody::Empty);
    }
    let (ty, each) = response.ty.element().map_or((&response.ty, false), |it| (it, true));
    let Type::Named(id) = ty else { return None };
    let parts = parts(repository, repository.model(*id)?, Depth::Outer)?;
    Some(RefusalBody::Model { id: *id, each, parts })
}

/// Whether an object stands for the whole refusal or for one violation in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Outer,
    Violation,
}

/// What each field of an error model says; nothing when a required one cannot be filled.
fn parts<'a>(repository: &'a Repository, model: &'a Model, depth: Depth) -> Option<Vec<Part<'a>>> {
    let mut parts = Vec::new();
    for field in &model.fields {
        match slot(repository, field, depth) {
            Some(slot) => parts.push(Part { name: field.name.as_str(), slot }),
            None if field.required && field.default.is_none() => return None,
            None => {}
        }
    }
    (!parts.is_empty()).then_some(parts)
}

fn slot<'a>(repository: &'a Repository, field: &'a Field, depth: Depth) -> Option<Slot<'a>> {
    let is_text = field.ty.is(Primitive::String);
    let values = repository.enum_of(&field.ty);
    let accepts =
        |wanted: &[&str]| is_text || values.is_some_and(|it| it.open || wanted.iter().all(|code| has(it, code)));
    match (field.name.as_str(), depth) {
        ("code", _) => codes(is_text, values).map(Slot::Code),
        ("message", _) if is_text => Some(Slot::Message),
        ("messages", Depth::Outer) if field.ty.element().is_some_and(|it| it.is(Primitive::String)) => {
            Some(Slot::Messages)
        }
        ("violations" | "errors", Depth::Outer) => {
            let model = repository.model_of(field.ty.element()?)?;
            Some(Slot::Violations(parts(repository, model, Depth::Violation)?))
        }
        ("location", Depth::Violation) if accepts(&["path", "query", "header", "body"]) => Some(Slot::Location),
        ("pointer", Depth::Violation) if is_text => Some(Slot::Pointer),
        ("rule", Depth::Violation) if accepts(RULES) => Some(Slot::Rule),
        _ => None,
    }
}

fn codes(is_text: bool, values: Option<&Enum>) -> Option<Codes<'_>> {
    let known = |code: &&&str| is_text || values.is_some_and(|it| it.open || has(it, code));
    let declared = |codes: &[&'static str]| codes.iter().find(|code| values.is_some_and(|it| has(it, code))).copied();
    let only = values.filter(|it| it.values.len() == 1).map(|it| it.values[0].wire());
    let invalid = declared(INVALID).or(only).or_else(|| INVALID.iter().find(known).copied())?;
    let malformed = declared(MALFORMED).or_else(|| is_text.then_some(MALFORMED[0])).unwrap_or(invalid);
    Some(Codes { malformed, invalid, unknown: declared(UNKNOWN).unwrap_or(invalid) })
}

fn has(values: &Enum, wire: &str) -> bool {
    values.values.iter().any(|it| it.wire() == wire)
}
