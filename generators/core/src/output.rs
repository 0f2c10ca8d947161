//! What a generator returns.

use apigen_model::Origin;
use smol_str::SmolStr;

use crate::FileSet;

/// The files of a run, and what of the definitions did not make it into them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// The generated files.
    pub files: FileSet,
    /// What could not be generated as defined, in the order of the definitions.
    pub skips: Vec<Skip>,
}

/// A construct that could not be generated as defined, and what was done instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// The construct, such as `io.acme.user.v0.models.user.status`.
    pub construct: SmolStr,
    /// Why, and what was done instead; one sentence.
    pub reason: String,
    /// Where the construct was written.
    pub origin: Origin,
}
