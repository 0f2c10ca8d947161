//! The company's error models, filled in.

use io_acme_error_v0::{
    ConflictError, ConflictErrorCode, ValidationError, ValidationErrorCode, Violation, ViolationLocation, ViolationRule,
};

/// The present state does not allow the request; the pointers name the values of the body that are in the way.
pub fn conflict(code: ConflictErrorCode, message: impl Into<String>, pointers: &[&str]) -> ConflictError {
    let pointers: Vec<_> = pointers.iter().map(|it| (*it).to_owned()).collect();
    ConflictError { code, messages: vec![message.into()], pointers: (!pointers.is_empty()).then_some(pointers) }
}

/// One value breaks a rule that only the service can check.
///
/// The message is the rest of a sentence that begins with the value's name: `must be at least 1`.
pub fn invalid(
    location: ViolationLocation,
    pointer: impl Into<String>,
    rule: ViolationRule,
    message: impl Into<String>,
) -> ValidationError {
    let (pointer, message) = (pointer.into(), message.into());
    ValidationError {
        code: ValidationErrorCode::InvalidRequest,
        messages: vec![sentence(&pointer, &message)],
        violations: vec![Violation { location, pointer, rule, message }],
    }
}

/// The values at these pointers into the body name things that do not exist.
pub fn unknown_references(pointers: impl IntoIterator<Item = String>) -> ValidationError {
    const MESSAGE: &str = "does not exist";
    let violation = |pointer| Violation {
        location: ViolationLocation::Body,
        pointer,
        rule: ViolationRule::References,
        message: MESSAGE.to_owned(),
    };
    let violations: Vec<_> = pointers.into_iter().map(violation).collect();
    ValidationError {
        code: ValidationErrorCode::UnknownReference,
        messages: violations.iter().map(|it| sentence(&it.pointer, MESSAGE)).collect(),
        violations,
    }
}

fn sentence(pointer: &str, message: &str) -> String {
    format!("{} {message}", pointer.trim_start_matches('/'))
}
