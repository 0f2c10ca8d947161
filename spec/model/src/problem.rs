//! What building and resolving a model met on the way: facts, without words; rules turn them into findings.

use apigen_syntax::{Span, SyntaxError};

use crate::Place;

/// A fact about a file that kept a part of it from becoming a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// The JSON pointer of the construct.
    pub pointer: String,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of problems. `owner` is the construct in words, such as ``model `user` ``.
#[derive(Debug, Clone, PartialEq)]
pub enum ProblemKind {
    /// The text is not JSON, or not plain JSON.
    Syntax(SyntaxError),
    /// The file holds a JSON value that is not an object.
    NotAnObject {
        /// The kind of value found.
        found: &'static str,
    },
    /// A key that the construct does not have.
    UnknownKey {
        /// The construct, in words.
        owner: String,
        /// The key as written.
        key: String,
        /// The key that was probably meant.
        suggestion: Option<&'static str>,
        /// Whether the value was read as if the suggested key stood there.
        adopted: bool,
        /// All keys of the construct.
        allowed: &'static [&'static str],
    },
    /// A key that the construct must have.
    MissingKey {
        /// The construct, in words.
        owner: String,
        /// The key.
        key: &'static str,
    },
    /// A string that must not be blank.
    Blank {
        /// The construct, in words.
        owner: String,
        /// The key.
        key: String,
    },
    /// A value of another kind than the key takes.
    WrongKind {
        /// The construct that has the key, in words; the value itself when it stands in a list; empty for a section.
        owner: String,
        /// The key; empty for an element of a list.
        key: String,
        /// What has to stand there, in words.
        expected: &'static str,
        /// The kind of value found.
        found: &'static str,
    },
    /// A boolean or number written as a string; it was read.
    Loose {
        /// The construct, in words.
        owner: String,
        /// The key.
        key: String,
        /// What should stand there.
        expected: &'static str,
        /// The literal that should stand there.
        literal: String,
    },
    /// A number that is outside the range of its key.
    OutOfRange {
        /// The construct, in words.
        owner: String,
        /// The key.
        key: String,
        /// The range, in words: `the range from 0 to 10`.
        expected: &'static str,
    },
    /// A licence without a name.
    LicenseWithoutName,
    /// An attribute without name or without object value.
    AttributeForm {
        /// The construct that carries it, in words.
        owner: String,
        /// The attribute's name, when it has one.
        name: Option<String>,
        /// `name` or `value`.
        missing: &'static str,
    },
    /// A type that is neither a name nor an inline declaration.
    TypeForm {
        /// The construct, in words.
        owner: String,
        /// The text, when there is one.
        text: Option<String>,
    },
    /// `fields` on a union member that is no new model.
    UnionFields {
        /// The member's type.
        name: String,
    },
    /// An enum declared inside a field, as before 2014.
    InlineEnum {
        /// The construct, in words.
        owner: String,
        /// The key.
        key: String,
    },
    /// An `auth` that is public and yet has a scheme or scopes; the scheme was taken.
    AuthContradiction {
        /// `scheme` or `scopes`.
        other: &'static str,
    },
    /// A path that does not begin with `/`; it was joined as if it did.
    PathStart {
        /// The path as written.
        path: String,
    },
    /// A response that is no object, or has no type.
    ResponseForm {
        /// The operation, in words.
        owner: String,
        /// The code.
        code: String,
        /// Whether the object is there and lacks a type.
        has_object: bool,
    },
}

impl Problem {
    /// The bytes it is about.
    pub fn span(&self) -> Span {
        self.place.span
    }
}
