//! Strict checking against the model: one value, one answer of a service, one event.
//!
//! Values are read from the text they arrived as, so numbers are judged exactly, whatever their size.

mod answer;
mod event;
mod formats;
mod header;
mod members;
mod scalar;
mod union;
mod value;

pub use answer::{AnswerFault, declared, faults_of_answer};
pub use event::{EventFault, faults_of_event};
pub use formats::{instant, is_date, is_date_time, is_decimal, is_uuid};
pub(crate) use header::data;
pub use header::faults_of_text;
pub use value::{Checker, Way};
pub(crate) use value::{push, short};

/// One way in which a value is not what the model says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A JSON pointer (RFC 6901) to the place; empty for the whole value.
    pub pointer: String,
    /// The rule that is broken.
    pub rule: Rule,
    /// What was expected: `a string of at most 30 characters`.
    pub expected: String,
    /// What is there, shortened.
    pub actual: String,
}

/// A rule that a value can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The text is not JSON.
    Malformed,
    /// A value is missing.
    Required,
    /// A value is of another type.
    Type,
    /// A text is no date, time, UUID or decimal.
    Format,
    /// A value is none of the declared ones.
    Enum,
    /// A value does not say which member of a union it is.
    Discriminator,
    /// A number, length or count is too small.
    Minimum,
    /// A number, length or count is too large.
    Maximum,
    /// A text does not match its pattern.
    Pattern,
    /// An element occurs twice.
    UniqueItems,
    /// There is no such field.
    UnknownField,
    /// A field stands there twice.
    DuplicateField,
    /// The field is sent by the service only.
    ReadOnly,
    /// The field is sent to the service only.
    WriteOnly,
}

impl Rule {
    /// The rule's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Required => "required",
            Self::Type => "type",
            Self::Format => "format",
            Self::Enum => "enum",
            Self::Discriminator => "discriminator",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Pattern => "pattern",
            Self::UniqueItems => "unique_items",
            Self::UnknownField => "unknown_field",
            Self::DuplicateField => "duplicate_field",
            Self::ReadOnly => "read_only",
            Self::WriteOnly => "write_only",
        }
    }
}
