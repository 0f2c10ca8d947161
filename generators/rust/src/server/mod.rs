//! Axum routers and handler traits, one a resource.

use crate::context::{Context, SourceUnit};

/// The server's files; none for a crate without operations.
pub(crate) fn generate(_: &Context<'_>) -> Vec<SourceUnit> {
    Vec::new()
}
