//! How mistakes in a request are answered: as the error model that the operation declares, or as problem details.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

use super::violation::{Location, Rule, Violation};

/// How mistakes in the input of an operation are answered.
#[derive(Debug)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The body.
    pub shape: Shape,
    /// The status, without a body, when nothing but the path is wrong: what the path names cannot exist.
    pub path_status: Option<u16>,
}

/// The body of a refusal.
#[derive(Debug)]
pub enum Shape {
    /// Problem details (RFC 9457), with the violations.
    Problem,
    /// Nothing.
    Empty,
    /// One object of a declared model.
    One(&'static [Part]),
    /// One object of a declared model for each violation.
    Each(&'static [Part]),
}

/// A field of a declared error model.
#[derive(Debug)]
pub struct Part {
    /// The field's name.
    pub name: &'static str,
    /// What it says.
    pub slot: Slot,
}

/// What a field of a declared error model says.
#[derive(Debug)]
pub enum Slot {
    /// A machine-readable code.
    Code(Code),
    /// One sentence.
    Message,
    /// A list of sentences.
    Messages,
    /// The part of the request.
    Location,
    /// The JSON pointer.
    Pointer,
    /// The rule that is broken.
    Rule,
    /// A list of objects, one a violation.
    Violations(&'static [Part]),
}

/// The machine-readable codes of a declared error model.
#[derive(Debug)]
pub struct Code {
    /// The body is not JSON.
    pub malformed: &'static str,
    /// Values break rules.
    pub invalid: &'static str,
}

impl Refusal {
    /// Problem details with a status.
    pub const fn problem(status: u16) -> Self {
        Self { status, shape: Shape::Problem, path_status: None }
    }

    /// A status without a body.
    pub const fn empty(status: u16) -> Self {
        Self { status, shape: Shape::Empty, path_status: None }
    }

    /// The same, but with another status and no body when nothing but the path is wrong.
    #[must_use]
    pub const fn on_path(mut self, status: u16) -> Self {
        self.path_status = Some(status);
        self
    }

    /// The answer to a request that breaks these rules.
    pub fn answer(&self, violations: &[Violation]) -> Response {
        let only_path = !violations.is_empty() && violations.iter().all(|it| it.location == Location::Path);
        if let Some(status) = self.path_status.filter(|_| only_path) {
            return code(status).into_response();
        }
        let status = code(self.status);
        match self.shape {
            Shape::Problem => details(status, violations),
            Shape::Empty => status.into_response(),
            Shape::One(parts) => with_body(status, "application/json", &object(parts, violations)),
            Shape::Each(parts) => {
                let each = violations.iter().map(|it| object(parts, std::slice::from_ref(it)));
                with_body(status, "application/json", &each.collect())
            }
        }
    }
}

/// An answer that says no more than its status, as problem details (RFC 9457): for extractors that refuse a request.
pub fn problem(status: StatusCode) -> Response {
    details(status, &[])
}

fn details(status: StatusCode, violations: &[Violation]) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let mut body = json!({"type": "about:blank", "title": title, "status": status.as_u16()});
    if !violations.is_empty() {
        const PARTS: &[Part] = &[
            Part { name: "location", slot: Slot::Location },
            Part { name: "pointer", slot: Slot::Pointer },
            Part { name: "rule", slot: Slot::Rule },
            Part { name: "message", slot: Slot::Message },
        ];
        body["violations"] = value(&Slot::Violations(PARTS), violations);
    }
    with_body(status, "application/problem+json", &body)
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST)
}

fn with_body(status: StatusCode, content_type: &'static str, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static(content_type))], body.to_string()).into_response()
}

fn object(parts: &[Part], violations: &[Violation]) -> Value {
    let members = parts.iter().map(|it| (it.name.to_owned(), value(&it.slot, violations)));
    Value::Object(members.collect::<Map<_, _>>())
}

fn value(slot: &Slot, violations: &[Violation]) -> Value {
    let first = violations.first();
    let sentences = || violations.iter().map(ToString::to_string);
    match slot {
        Slot::Code(it) if first.is_some_and(|it| it.rule == Rule::Malformed) => it.malformed.into(),
        Slot::Code(it) => it.invalid.into(),
        Slot::Message => match violations {
            [only] => only.message.clone().into(),
            _ => sentences().collect::<Vec<_>>().join("; ").into(),
        },
        Slot::Messages => sentences().collect(),
        Slot::Location => first.map(|it| it.location.as_str()).into(),
        Slot::Pointer => first.map(|it| it.pointer.as_str()).into(),
        Slot::Rule => first.map(|it| it.rule.as_str()).into(),
        Slot::Violations(parts) => violations.iter().map(|it| object(parts, std::slice::from_ref(it))).collect(),
    }
}
