//! Values of a request that break a rule of the definition.

use std::fmt;

/// One value of a request that breaks one rule of the definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The part of the request that holds the value.
    pub location: Location,
    /// A JSON pointer (RFC 6901) to the value within that part; a parameter is its name after a slash.
    pub pointer: String,
    /// The rule.
    pub rule: Rule,
    /// The rest of a sentence for a person that begins with the value's name: `must be at least 1`.
    ///
    /// It never repeats the value, which may be personal data.
    pub message: String,
}

/// A part of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// The variables of the path.
    Path,
    /// The query string.
    Query,
    /// The headers.
    Header,
    /// The fields of a form in the body.
    Form,
    /// The JSON body.
    Body,
}

/// A rule that a value can break, named after the key of the definition that states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The value is missing.
    Required,
    /// The value is of another type, or its text is no date, uuid or number.
    Type,
    /// The value is none of the declared ones.
    Enum,
    /// The value does not say which member of a union it is.
    Discriminator,
    /// The number, length or size is too small.
    Minimum,
    /// The number, length or size is too large.
    Maximum,
    /// The text does not match.
    Pattern,
    /// An element occurs twice.
    UniqueItems,
    /// The definition has no such field or parameter.
    UnknownField,
    /// Only the service may set the value.
    ReadOnly,
    /// What the value names does not exist. Only a service can tell; no checker reports it.
    References,
    /// The body is not JSON at all.
    Malformed,
}

impl Location {
    /// The part's name; a form is a body too.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Form | Self::Body => "body",
        }
    }
}

impl Rule {
    /// The rule's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type | Self::Malformed => "type",
            Self::Enum => "enum",
            Self::Discriminator => "discriminator",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Pattern => "pattern",
            Self::UniqueItems => "unique_items",
            Self::UnknownField => "unknown_field",
            Self::ReadOnly => "read_only",
            Self::References => "references",
        }
    }
}

impl fmt::Display for Violation {
    /// A sentence that can be shown to a person as it stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.pointer.strip_prefix('/').unwrap_or("The body");
        write!(f, "{name} {}", self.message)
    }
}
