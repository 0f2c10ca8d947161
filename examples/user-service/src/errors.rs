//! The declared errors, in the words of this service.

use io_acme_error_v0::{
    ConflictError, ConflictErrorCode, ValidationError, ValidationErrorCode, Violation, ViolationLocation, ViolationRule,
};

/// Other objects hold the values at these pointers.
pub(crate) fn taken(pointers: &[&str]) -> ConflictError {
    let name = |it: &&str| format!("{} is taken", it.trim_start_matches('/'));
    ConflictError {
        code: ConflictErrorCode::AlreadyExists,
        messages: pointers.iter().map(name).collect(),
        pointers: Some(pointers.iter().map(|it| (*it).to_owned()).collect()),
    }
}

/// The last way to sign in cannot be removed.
pub(crate) fn last_identity() -> ConflictError {
    ConflictError {
        code: ConflictErrorCode::WrongState,
        messages: vec!["The last way to sign in stays".to_owned()],
        pointers: None,
    }
}

/// The parameter `sort` names no field that lists are sorted by.
pub(crate) fn bad_sort(fields: &[&str]) -> ValidationError {
    let message = format!("must be one of {}, with - in front for descending order", fields.join(", "));
    ValidationError {
        code: ValidationErrorCode::InvalidRequest,
        messages: vec![format!("sort {message}")],
        violations: vec![Violation {
            location: ViolationLocation::Query,
            pointer: "/sort".to_owned(),
            rule: ViolationRule::Enum,
            message,
        }],
    }
}
