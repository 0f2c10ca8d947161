//! One value that breaks one rule.

use serde_json::{Value, json};

/// The rules, by their names in answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    Required,
    Type,
    Enum,
    Discriminator,
    Minimum,
    Maximum,
    Pattern,
    UniqueItems,
    UnknownField,
    References,
}

impl Rule {
    const fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type => "type",
            Self::Enum => "enum",
            Self::Discriminator => "discriminator",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Pattern => "pattern",
            Self::UniqueItems => "unique_items",
            Self::UnknownField => "unknown_field",
            Self::References => "references",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Required => "must be there",
            Self::Type => "is of another type",
            Self::Enum => "is none of the known values",
            Self::Discriminator => "names no known kind",
            Self::Minimum => "is too small or too short",
            Self::Maximum => "is too large or too long",
            Self::Pattern => "has not the right form",
            Self::UniqueItems => "is there twice",
            Self::UnknownField => "is not known here",
            Self::References => "does not exist",
        }
    }
}

/// One value that breaks one rule.
#[derive(Debug)]
pub(crate) struct Violation {
    pub(crate) location: &'static str,
    pub(crate) pointer: String,
    pub(crate) rule: Rule,
}

impl Violation {
    /// As the depot's answers show it.
    pub(crate) fn to_json(&self) -> Value {
        // JSON pointers of hostile bodies may be longer than the definition allows.
        let pointer: String = self.pointer.chars().take(1000).collect();
        json!({
            "location": self.location, "pointer": pointer,
            "rule": self.rule.name(), "message": self.rule.message(),
        })
    }
}
