//! Resources and their operations: methods, paths, parameters, bodies, responses, declared behaviour.

use std::fmt;

use smol_str::SmolStr;

use crate::{Field, Meta, Type};

/// The operations on one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// The type the operations are about.
    pub ty: Type,
    /// The type as written.
    pub name: SmolStr,
    /// The plural of the type's name.
    pub plural: SmolStr,
    /// The path that precedes each operation's own; from the plural when nothing is said.
    pub path: SmolStr,
    /// The operations, in source order; those of templates follow.
    pub operations: Vec<Operation>,
    /// The templates that were merged into it.
    pub templates: Vec<crate::TemplateUse>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// One method on one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The HTTP method.
    pub method: Method,
    /// The whole path, resource's and own, such as `/users/:id`.
    pub path: SmolStr,
    /// The parameters, declared ones first; path variables that nobody declared follow.
    pub parameters: Vec<Parameter>,
    /// What the request carries.
    pub body: Option<Body>,
    /// The declared responses, in source order; one 204 when nothing was said.
    pub responses: Vec<Response>,
    /// What it promises beyond its types.
    pub behaviour: Option<Box<Behaviour>>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

impl Operation {
    /// The names of the variables in the path, in order: segments that begin with `:`, up to a `.`.
    pub fn path_variables(&self) -> impl Iterator<Item = &str> {
        path_variables(&self.path)
    }

    /// The parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|it| it.field.name == name)
    }

    /// The declared success responses.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        self.responses.iter().filter(|it| it.code.is_success())
    }

    /// The operation's own name, when it has one.
    pub fn name(&self) -> Option<&SmolStr> {
        self.behaviour.as_ref()?.name.as_ref()
    }

    /// `GET /users/:id`, for messages.
    pub fn label(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// The names of the variables in a path, in order: segments that begin with `:`, up to a `.`.
pub(crate) fn path_variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix(':')).map(|it| it.split('.').next().unwrap_or(it))
}

/// An HTTP method.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or acts.
    Post,
    /// Replaces or creates.
    Put,
    /// Changes in part.
    Patch,
    /// Removes.
    Delete,
    /// Reads the headers only.
    Head,
    /// Opens a tunnel.
    Connect,
    /// Asks what is allowed.
    Options,
    /// Echoes.
    Trace,
    /// Not a method, as written.
    Unknown(SmolStr),
}

impl Method {
    /// The methods of HTTP.
    pub const ALL: [Self; 9] = [
        Self::Get,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Head,
        Self::Connect,
        Self::Options,
        Self::Trace,
    ];

    /// The method of that name; upper and lower case are the same.
    pub fn parse(name: &str) -> Self {
        let known = Self::ALL.into_iter().find(|it| it.as_str().eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| Self::Unknown(SmolStr::new(name)))
    }

    /// The name, in upper case.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Connect => "CONNECT",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
            Self::Unknown(name) => name,
        }
    }

    /// Whether a repeated call has the effect of one (RFC 9110, 9.2.2).
    pub fn is_idempotent(&self) -> bool {
        matches!(self, Self::Get | Self::Put | Self::Delete | Self::Head | Self::Options | Self::Trace)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A value that a request carries outside its body, or as a form field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Name, type, presence, default, constraints.
    pub field: Field,
    /// Where the request carries it.
    pub location: Location,
    /// What a query parameter filters by.
    pub filter: Option<Box<Filter>>,
    /// Whether it was derived from the path and written nowhere.
    pub implicit: bool,
}

/// Where a request carries a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A variable of the path.
    Path,
    /// The query string.
    Query,
    /// A form field in the body.
    Form,
    /// A header.
    Header,
    /// Not a location, as written.
    Unknown(SmolStr),
}

impl Location {
    /// The location of that name; upper and lower case are the same.
    pub fn parse(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "path" => Self::Path,
            "query" => Self::Query,
            "form" => Self::Form,
            "header" => Self::Header,
            _ => Self::Unknown(SmolStr::new(name)),
        }
    }

    /// What a parameter has that does not say where it is carried, until its operation is complete.
    pub(crate) const UNDECIDED: Self = Self::Unknown(SmolStr::new_static(""));

    pub(crate) fn is_undecided(&self) -> bool {
        matches!(self, Self::Unknown(it) if it.is_empty())
    }

    /// The name, in lower case.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Form => "form",
            Self::Header => "header",
            Self::Unknown(name) => name,
        }
    }
}

/// Which field a query parameter filters by, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// A field of the listed model.
    pub field: SmolStr,
    /// `eq`, `ne`, `lt`, `lte`, `gt`, `gte`, `in`, `contains` or `prefix`.
    pub op: SmolStr,
}

impl Filter {
    /// The comparisons that exist.
    pub const OPS: [&str; 9] = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "contains", "prefix"];
}

/// What a request carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its type.
    pub ty: Type,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// One declared response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub code: ResponseCode,
    /// The type of its body.
    pub ty: Type,
    /// Its headers.
    pub headers: Vec<Field>,
    /// Whether it stands for an operation that declares no response at all.
    pub implicit: bool,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// The status code of a response.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResponseCode {
    /// A number.
    Status(u16),
    /// Any status that is not declared.
    Default,
    /// Not a code, as written.
    Invalid(SmolStr),
}

impl ResponseCode {
    /// Reads an integer or `default`.
    pub fn parse(text: &str) -> Self {
        if text.eq_ignore_ascii_case("default") {
            return Self::Default;
        }
        let number = Some(text).filter(|it| it.bytes().all(|it| it.is_ascii_digit())).and_then(|it| it.parse().ok());
        number.map_or_else(|| Self::Invalid(SmolStr::new(text)), Self::Status)
    }

    /// Whether it is one of the 2xx codes.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Status(200..=299))
    }

    /// The number, when there is one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status(code) => Some(*code),
            _ => None,
        }
    }
}

impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(code) => write!(f, "{code}"),
            Self::Default => f.write_str("default"),
            Self::Invalid(text) => f.write_str(text),
        }
    }
}

/// What an operation promises beyond its types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Behaviour {
    /// Its name in generated code.
    pub name: Option<SmolStr>,
    /// Whether repeating it has the effect of doing it once; absent means what HTTP says of the method.
    pub idempotent: Option<bool>,
    /// Who may call it.
    pub auth: Option<Auth>,
    /// The errors a caller should expect.
    pub errors: Vec<DeclaredError>,
    /// How a list is cut into pages.
    pub paginated: Option<Pagination>,
    /// The events that a successful call causes.
    pub emits: Vec<Emit>,
    /// The time within which it answers.
    pub max_response_time_ms: Option<u32>,
}

/// Who may call an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// Callers with these scopes under a scheme.
    Scheme {
        /// The scheme's name, such as `bearer`.
        scheme: SmolStr,
        /// All of these are needed.
        scopes: Vec<SmolStr>,
    },
    /// Everybody, for the reason given.
    Public {
        /// Why.
        reason: SmolStr,
    },
}

/// An error that a caller should expect: a machine-readable code, and the status that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredError {
    /// The value of `code` in the error's body.
    pub code: SmolStr,
    /// The status that carries it.
    pub status: Option<u16>,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// Where it was written, and what is said about it.
    pub meta: Meta,
}

/// How a list is cut into pages: the parameters that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pagination {
    /// By position.
    Offset {
        /// The parameter that holds the page size.
        limit: SmolStr,
        /// The parameter that holds the position of the first element.
        offset: SmolStr,
    },
    /// By an opaque position that the previous page returned.
    Cursor {
        /// The parameter that holds the page size.
        limit: SmolStr,
        /// The parameter that holds the position.
        cursor: SmolStr,
        /// The field of the response that holds the next position.
        next: SmolStr,
    },
}

/// An event that a successful call causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emit {
    /// The stream's name.
    pub stream: SmolStr,
    /// The member of the stream's union.
    pub event: SmolStr,
    /// The time within which it is published.
    pub within_ms: Option<u32>,
    /// Where it was written.
    pub meta: Meta,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_ends_at_a_dot() {
        let names: Vec<_> = path_variables("/users/:id/export/:guid.csv").collect();
        assert_eq!(names, ["id", "guid"]);
    }

    #[test]
    fn codes_are_integers_or_default() {
        assert_eq!(ResponseCode::parse("200"), ResponseCode::Status(200));
        assert_eq!(ResponseCode::parse("Default"), ResponseCode::Default);
        assert_eq!(ResponseCode::parse("2xx"), ResponseCode::Invalid("2xx".into()));
    }
}
