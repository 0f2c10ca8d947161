//! Unions: Rust enums.

use crate::context::{Context, SourceUnit};

/// The files of a crate's unions.
pub(crate) fn generate(_: &Context<'_>) -> Vec<SourceUnit> {
    Vec::new()
}
