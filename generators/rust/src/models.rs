//! Models: structs.

use crate::context::{Context, SourceUnit};

/// The files of a crate's models.
pub(crate) fn generate(_: &Context<'_>) -> Vec<SourceUnit> {
    Vec::new()
}
