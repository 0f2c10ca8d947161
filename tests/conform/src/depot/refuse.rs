//! How the depot says no.

use http::StatusCode;
use serde_json::{Value, json};

use super::Depot;
use crate::defects::{Input, overlooks};
use crate::rules::{self, Rule, Slot, Violation};
use crate::web::{Answer, Asked};

impl Depot {
    /// The body of a request against a table.
    pub(super) fn checked(&self, asked: &Asked, slots: &[Slot]) -> Result<serde_json::Map<String, Value>, Answer> {
        let given = serde_json::from_slice(&asked.body).map_err(|_| self.malformed())?;
        let checked = rules::body(given, slots, &|pointer, rule| overlooks(self.switch(), pointer, rule));
        checked.map_err(|violations| self.invalid(&violations))
    }

    /// The answer to a body that is no JSON.
    pub(super) fn malformed(&self) -> Answer {
        if self.switch().strikes(Input::MalformedFails) {
            return Answer::empty(StatusCode::INTERNAL_SERVER_ERROR);
        }
        let messages = json!(["the body is not JSON"]);
        let body = json!({ "code": "malformed_body", "messages": messages, "violations": [] });
        Answer::json(StatusCode::UNPROCESSABLE_ENTITY, body)
    }

    /// The answer to values that break rules.
    pub(super) fn invalid(&self, violations: &[Violation]) -> Answer {
        let unknown = violations.iter().all(|it| it.rule == Rule::References);
        let code = if unknown { "unknown_reference" } else { "invalid_request" };
        let violations: Vec<_> = violations.iter().take(1000).map(Violation::to_json).collect();
        let messages = json!(["the request breaks the definition"]);
        let mut body = json!({ "code": code, "messages": messages, "violations": violations });
        if self.switch().strikes(Input::ErrorBodyWrong)
            && let Some(fields) = body.as_object_mut()
        {
            fields.shift_remove("code");
        }
        Answer::json(StatusCode::UNPROCESSABLE_ENTITY, body)
    }
}

/// Refuses a header that is shorter or longer than it may be.
pub(super) fn limited(depot: &Depot, asked: &Asked, name: &str, min: usize, max: usize) -> Result<(), Answer> {
    let length = asked.headers.get(name).map(|it| String::from_utf8_lossy(it.as_bytes()).chars().count());
    let rule = match length {
        Some(it) if it < min => Rule::Minimum,
        Some(it) if it > max => Rule::Maximum,
        _ => return Ok(()),
    };
    Err(depot.invalid(&[Violation { location: "header", pointer: format!("/{name}"), rule }]))
}

/// The answer to a sound request that does not fit.
pub(super) fn conflict(code: &str, message: &str) -> Answer {
    Answer::json(StatusCode::CONFLICT, json!({ "code": code, "messages": [message] }))
}

/// The answer to a path that leads nowhere.
pub(super) fn missing() -> Answer {
    Answer::empty(StatusCode::NOT_FOUND)
}
