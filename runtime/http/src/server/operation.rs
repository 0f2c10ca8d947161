//! What is known of an operation before any request: its name, method and path.

use http::Method;

use super::refusal::Refusal;

/// An operation of a definition; spans, metrics and routes are named after it.
#[derive(Debug)]
pub struct Operation {
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) not_acceptable: Option<&'static Refusal>,
}

impl Operation {
    /// An operation; variables of the path begin with `:`.
    pub const fn new(name: &'static str, method: Method, path: &'static str) -> Self {
        Self { name, method, path, not_acceptable: None }
    }

    /// The same, but whoever accepts no JSON is refused instead of sent JSON: the definition declares 406.
    #[must_use]
    pub const fn not_acceptable(mut self, refusal: &'static Refusal) -> Self {
        self.not_acceptable = Some(refusal);
        self
    }

    /// Its name, as in generated code: `list_users`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Its path, with names for variables: `/users/:id`.
    pub fn path(&self) -> &'static str {
        self.path
    }
}
