//! Fields, and what parameters and headers share with them: name, type, presence, default, constraints.

use smol_str::SmolStr;

use crate::{Json, Meta, Type};

/// A named, typed slot: a model's field, a header, or the inner part of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: SmolStr,
    /// The type.
    pub ty: Type,
    /// Whether it must be present (an absent `required` means yes).
    pub required: bool,
    /// Taken when the value is absent: a value of the type wherever the text of the default is one.
    pub default: Option<Box<Json>>,
    /// Limits on the value.
    pub constraints: Option<Box<Constraints>>,
    /// Who may write it, and whether it is unique.
    pub traits: Traits,
    /// The rarely used rest.
    pub details: Option<Box<Details>>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// Limits on a value. A bound means the number, the length in characters, or the count of elements, by type; the language
/// has whole numbers only, also for decimals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The smallest number, length or count.
    pub minimum: Option<i64>,
    /// The largest number, length or count.
    pub maximum: Option<i64>,
    /// A regular expression that a string must match.
    pub pattern: Option<SmolStr>,
    /// Whether the elements of a list must differ.
    pub unique_items: bool,
    /// Limits on each element of a list or map.
    pub items: Option<ItemConstraints>,
}

/// Limits on each element of a list or map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemConstraints {
    /// The smallest number or length.
    pub minimum: Option<i64>,
    /// The largest number or length.
    pub maximum: Option<i64>,
    /// A regular expression that a string must match.
    pub pattern: Option<SmolStr>,
}

/// Who may write a field, and whether its value is unique.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // Four independent yes/no keys of the language.
pub struct Traits {
    /// Only ever sent by the server.
    pub read_only: bool,
    /// Only ever sent to the server.
    pub write_only: bool,
    /// Set by the server when the resource is created.
    pub server_assigned: bool,
    /// No two resources share the value.
    pub unique: bool,
}

/// What few fields have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// A sample value, as text.
    pub example: Option<SmolStr>,
    /// The unit of a number: `ms`, `g`, `percent`.
    pub unit: Option<SmolStr>,
    /// The field of another resource whose value this is.
    pub references: Option<Reference>,
    /// Names of declared annotations.
    pub annotations: Vec<SmolStr>,
}

/// `resource.field`: the field of another resource whose value a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The type as written, bare or qualified.
    pub target: Type,
    /// The name of the field there.
    pub field: SmolStr,
}

impl Field {
    /// The smallest number, length or count.
    pub fn minimum(&self) -> Option<i64> {
        self.constraints.as_ref()?.minimum
    }

    /// The largest number, length or count.
    pub fn maximum(&self) -> Option<i64> {
        self.constraints.as_ref()?.maximum
    }

    /// The regular expression that a string must match.
    pub fn pattern(&self) -> Option<&str> {
        self.constraints.as_ref()?.pattern.as_deref()
    }

    /// A sample value, as text.
    pub fn example(&self) -> Option<&str> {
        self.details.as_ref()?.example.as_deref()
    }

    /// Names of the annotations on it.
    pub fn annotations(&self) -> &[SmolStr] {
        self.details.as_ref().map_or(&[], |it| &it.annotations)
    }

    /// The field of another resource whose value this is.
    pub fn references(&self) -> Option<&Reference> {
        self.details.as_ref()?.references.as_ref()
    }

    /// The default as an expanded file writes it.
    pub fn default_text(&self) -> Option<String> {
        self.default.as_ref().map(|it| it.plain_text())
    }
}
