//! Identifiers.

use apigen_types::Uuid;

/// An identifier that nobody can predict, with its kind in front: `usr-0f8b2c1d9a7e4f5660718293a4b5c6d7`.
pub fn new_id(kind: &str) -> String {
    format!("{kind}-{}", Uuid::new_v4().simple())
}
