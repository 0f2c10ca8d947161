//! Reqwest clients, one method an operation.

use crate::context::{Context, SourceUnit};

/// The client's files; none for a crate without operations.
pub(crate) fn generate(_: &Context<'_>) -> Vec<SourceUnit> {
    Vec::new()
}
