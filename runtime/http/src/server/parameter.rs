//! What a definition says about a parameter.

use super::violation::Location;
use apigen_types::schema::Schema;

/// What a definition says about a parameter.
#[derive(Debug)]
pub struct Parameter {
    pub(crate) location: Location,
    pub(crate) name: &'static str,
    pub(crate) schema: &'static Schema,
    pub(crate) default: &'static [&'static str],
}

impl Parameter {
    /// A variable of the path.
    pub const fn path(name: &'static str, schema: &'static Schema) -> Self {
        Self { location: Location::Path, name, schema, default: &[] }
    }

    /// A parameter of the query string; a list is the same name repeated.
    pub const fn query(name: &'static str, schema: &'static Schema) -> Self {
        Self { location: Location::Query, name, schema, default: &[] }
    }

    /// A header; a list is several headers or one with commas.
    pub const fn header(name: &'static str, schema: &'static Schema) -> Self {
        Self { location: Location::Header, name, schema, default: &[] }
    }

    /// A field of a form in the body; a list is the same name repeated.
    pub const fn form(name: &'static str, schema: &'static Schema) -> Self {
        Self { location: Location::Form, name, schema, default: &[] }
    }

    /// The texts to take when the request has none.
    #[must_use]
    pub const fn or(mut self, default: &'static [&'static str]) -> Self {
        self.default = default;
        self
    }
}
