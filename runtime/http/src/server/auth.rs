//! Who may call an operation, for the extractor that checks callers.

use http::request::Parts;

/// Who may call an operation, as its definition says.
///
/// It travels in the request's extensions, so that the context of a service can refuse callers before an operation
/// runs, in one place for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// The definition does not say.
    Undeclared,
    /// Everybody.
    Public,
    /// Callers who prove themselves.
    Scheme {
        /// How: `bearer`.
        name: &'static str,
        /// What they must be allowed to do, all of it.
        scopes: &'static [&'static str],
    },
}

impl Auth {
    /// The demand of the operation that a request is for; undeclared where there is no operation.
    pub fn of(parts: &Parts) -> Self {
        parts.extensions.get().copied().unwrap_or(Self::Undeclared)
    }
}
