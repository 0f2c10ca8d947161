//! Types as they are used: primitives, collections, references to named types.

use std::fmt;

use smol_str::SmolStr;

use crate::DefinitionId;

/// A type as a field, body, parameter, response or union member uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// One of the twelve built-in types.
    Primitive(Primitive),
    /// An enum, model, union or interface of this repository.
    Named(TypeId),
    /// A type of a service whose definition is not in this repository.
    External(Box<External>),
    /// `[T]`.
    List(Box<Type>),
    /// `map[T]`: string keys.
    Map(Box<Type>),
    /// A name that stands for nothing, as written; also what a missing or malformed type becomes (empty name).
    Unresolved(SmolStr),
}

/// A type known by its qualified name only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct External {
    /// The name as written, such as `io.flow.common.v0.models.user`.
    pub name: SmolStr,
    /// Its kind, read from the name's `models`, `enums`, … segment or from the import's lists of names.
    pub kind: Option<TypeKind>,
}

/// The four kinds of named types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeKind {
    /// A closed or open set of strings.
    Enum,
    /// A JSON object with declared fields.
    Model,
    /// One of several types.
    Union,
    /// A list of fields that models promise to have.
    Interface,
}

impl TypeKind {
    /// All kinds, in the order in which a bare name is looked up.
    pub const ALL: [Self; 4] = [Self::Enum, Self::Model, Self::Union, Self::Interface];

    /// The kind as a word of a message: `enum`, `model`, `union`, `interface`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enum => "enum",
            Self::Model => "model",
            Self::Union => "union",
            Self::Interface => "interface",
        }
    }

    /// The word with its article: `an enum`, `a model`.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Enum => "an enum",
            Self::Model => "a model",
            Self::Union => "a union",
            Self::Interface => "an interface",
        }
    }

    /// The section of a definition that holds the kind, which is also a segment of qualified names.
    pub fn section(self) -> &'static str {
        match self {
            Self::Enum => "enums",
            Self::Model => "models",
            Self::Union => "unions",
            Self::Interface => "interfaces",
        }
    }
}

/// The address of a named type in a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId {
    /// The definition that declares the type.
    pub definition: DefinitionId,
    /// Which of the definition's lists it stands in.
    pub kind: TypeKind,
    /// The position in that list.
    pub index: u32,
}

/// The built-in types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// `true` or `false`.
    Boolean,
    /// A decimal number of any precision.
    Decimal,
    /// A signed 32-bit integer.
    Integer,
    /// A signed 64-bit integer.
    Long,
    /// A 64-bit float.
    Double,
    /// Text.
    String,
    /// A UUID in its canonical text form.
    Uuid,
    /// A calendar date, `2026-11-21`.
    Date,
    /// A point in time, RFC 3339.
    DateTime,
    /// Any JSON value.
    Json,
    /// Any JSON object.
    Object,
    /// No content.
    Unit,
}

impl Primitive {
    /// Every primitive, in the order of the reference.
    pub const ALL: [Self; 12] = [
        Self::Boolean,
        Self::Decimal,
        Self::Integer,
        Self::Long,
        Self::Double,
        Self::String,
        Self::Uuid,
        Self::Date,
        Self::DateTime,
        Self::Json,
        Self::Object,
        Self::Unit,
    ];

    /// The name in definitions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Decimal => "decimal",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Double => "double",
            Self::String => "string",
            Self::Uuid => "uuid",
            Self::Date => "date-iso8601",
            Self::DateTime => "date-time-iso8601",
            Self::Json => "json",
            Self::Object => "object",
            Self::Unit => "unit",
        }
    }

    /// The primitive of that name; upper and lower case are the same.
    pub fn parse(name: &str) -> Option<Self> {
        // Every use of a type comes by here, so the length decides first, which leaves at most four names.
        let candidates: &[Self] = match name.len() {
            4 => &[Self::Uuid, Self::Long, Self::Unit, Self::Json],
            6 => &[Self::String, Self::Double, Self::Object],
            7 => &[Self::Boolean, Self::Integer, Self::Decimal],
            12 => &[Self::Date],
            17 => &[Self::DateTime],
            _ => return None,
        };
        candidates.iter().copied().find(|it| it.name().eq_ignore_ascii_case(name))
    }

    /// Whether a value fits into a path, a query string or a header.
    pub fn fits_in_url(self) -> bool {
        !matches!(self, Self::Unit | Self::Object | Self::Json)
    }

    /// Whether values are numbers.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Decimal | Self::Integer | Self::Long | Self::Double)
    }
}

impl fmt::Display for Primitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Deeper nesting of lists and maps than this is refused: nobody means it, and it would exhaust the stack.
const MAX_NESTING: usize = 32;

/// A text without white space at its ends; names hardly ever have any, and then nothing is decoded.
pub(crate) fn trim(text: &str) -> &str {
    let solid = |it: Option<&u8>| it.is_some_and(u8::is_ascii_graphic);
    if solid(text.as_bytes().first()) && solid(text.as_bytes().last()) { text } else { text.trim() }
}

impl Type {
    /// Reads `T`, `[T]`, `map[T]` and bare `map`; the innermost name is left [`Type::Unresolved`] unless primitive.
    ///
    /// Returns `None` when brackets do not match or nest too deeply.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_nested(trim(text), MAX_NESTING)
    }

    fn parse_nested(text: &str, depth: usize) -> Option<Self> {
        if let Some(primitive) = Primitive::parse(text) {
            return Some(Self::Primitive(primitive));
        }
        if text == "map" {
            return Some(Self::Map(Box::new(Self::Primitive(Primitive::String))));
        }
        if !text.is_empty() && !text.bytes().any(|it| matches!(it, b'[' | b']')) {
            return Some(Self::Unresolved(SmolStr::new(text)));
        }
        let inside = |prefix: &str| text.strip_prefix(prefix)?.strip_suffix(']').map(str::trim);
        if let Some(inner) = inside("[") {
            return Some(Self::List(Box::new(Self::parse_nested(inner, depth.checked_sub(1)?)?)));
        }
        if let Some(inner) = inside("map[") {
            return Some(Self::Map(Box::new(Self::parse_nested(inner, depth.checked_sub(1)?)?)));
        }
        None
    }

    /// The type inside all lists and maps.
    pub fn base(&self) -> &Self {
        let mut ty = self;
        while let Self::List(inner) | Self::Map(inner) = ty {
            ty = inner;
        }
        ty
    }

    pub(crate) fn base_mut(&mut self) -> &mut Self {
        let mut ty = self;
        while let Self::List(inner) | Self::Map(inner) = ty {
            ty = inner;
        }
        ty
    }

    /// The same lists and maps around another innermost type.
    #[must_use]
    pub fn with_base(&self, base: Self) -> Self {
        match self {
            Self::List(inner) => Self::List(Box::new(inner.with_base(base))),
            Self::Map(inner) => Self::Map(Box::new(inner.with_base(base))),
            _ => base,
        }
    }

    /// The named type inside all lists and maps, when it is one of this repository.
    pub fn named(&self) -> Option<TypeId> {
        match self.base() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// The primitive, when the type is exactly one.
    pub fn primitive(&self) -> Option<Primitive> {
        match self {
            Self::Primitive(it) => Some(*it),
            _ => None,
        }
    }

    /// Whether the type is exactly the given primitive.
    pub fn is(&self, primitive: Primitive) -> bool {
        *self == Self::Primitive(primitive)
    }

    /// Whether the type is a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    /// The type of the elements, when the type is a list.
    pub fn element(&self) -> Option<&Self> {
        match self {
            Self::List(inner) => Some(inner),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collections_nest() {
        let ty = Type::parse("[map[[user]]]").unwrap();
        assert_eq!(ty.base(), &Type::Unresolved("user".into()));
        assert!(ty.is_list());
    }

    #[test]
    fn every_primitive_is_found_by_its_name() {
        for primitive in Primitive::ALL {
            assert_eq!(Primitive::parse(primitive.name()), Some(primitive));
        }
    }

    #[test]
    fn primitives_ignore_case_and_bare_map_holds_strings() {
        assert!(Type::parse("String").unwrap().is(Primitive::String));
        assert_eq!(Type::parse("map"), Type::parse("map[string]"));
    }

    #[test]
    fn brackets_must_match_and_end_somewhere() {
        for text in ["[user", "user]", "map[user", "[]", "", "[[user]", "a[b]"] {
            assert_eq!(Type::parse(text), None, "{text}");
        }
        assert_eq!(Type::parse(&format!("{}a{}", "[".repeat(40), "]".repeat(40))), None);
    }
}
