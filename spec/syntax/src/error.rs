//! What can be wrong with the text, in words and with a repair where one is certain.

use std::fmt;

use crate::apply::Edit;
use crate::span::Span;

/// One mistake in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where it is wrong; empty where something is missing.
    pub span: Span,
    /// Edits that repair it without changing the meaning of anything else.
    pub fix: Option<Vec<Edit>>,
}

/// The ways in which a text can fail to be JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SyntaxErrorKind {
    /// Bytes that are not UTF-8; the text shows `?` for each.
    InvalidUtf8,
    /// The file starts with the mark of UTF-16 and is not read any further.
    Utf16,
    /// The file starts with the mark U+FEFF, which JSON does not allow.
    ByteOrderMark,
    /// The file has 4 GiB or more and was not read.
    TooLarge,
    /// There is no value at all.
    Empty,
    /// A `//` or `/* */` comment.
    Comment,
    /// A comma with nothing after it before the container ends.
    TrailingComma,
    /// A comma where a value or a key should stand.
    ExtraComma,
    /// No comma between two values.
    MissingComma,
    /// No colon after a key.
    MissingColon,
    /// Nothing after a colon.
    MissingValue,
    /// A key that the object has already.
    DuplicateKey {
        /// The key, decoded.
        key: String,
        /// Where the key stands first.
        first: Span,
    },
    /// A string without closing quote on its line.
    UnterminatedString,
    /// A `/*` without `*/`.
    UnterminatedComment,
    /// An object or array without closing bracket.
    UnclosedContainer {
        /// The opening bracket.
        opened: Span,
        /// Whether it is an object.
        is_object: bool,
    },
    /// `]` where an object has to be closed or `}` where an array has to be.
    MismatchedCloser {
        /// The opening bracket.
        opened: Span,
        /// The bracket that belongs there.
        expected: char,
    },
    /// A container nested deeper than [`Document::MAX_DEPTH`](crate::Document::MAX_DEPTH), which was skipped.
    DepthExceeded,
    /// Text that fits nowhere.
    UnexpectedToken,
    /// Something after the end of the document's value.
    TrailingContent,
    /// White space other than space, tab and line end.
    IrregularWhitespace,
    /// A number against the grammar, such as `01`, `.5` or `+1`.
    InvalidNumber,
    /// `true`, `false` or `null` in another spelling.
    InvalidLiteral,
    /// A backslash followed by something that JSON does not define.
    InvalidEscape,
    /// A raw control character inside a string.
    ControlCharacter,
    /// One half of a surrogate pair, which is no character.
    LoneSurrogate,
    /// A string between single quotes.
    SingleQuotedString,
    /// A key without quotes.
    UnquotedKey,
    /// There were more mistakes than are listed.
    TooManyErrors,
}

impl SyntaxErrorKind {
    /// A stable name of the kind, in kebab-case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InvalidUtf8 => "invalid-utf8",
            Self::Utf16 => "utf16",
            Self::ByteOrderMark => "byte-order-mark",
            Self::TooLarge => "too-large",
            Self::Empty => "empty",
            Self::Comment => "comment",
            Self::TrailingComma => "trailing-comma",
            Self::ExtraComma => "extra-comma",
            Self::MissingComma => "missing-comma",
            Self::MissingColon => "missing-colon",
            Self::MissingValue => "missing-value",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::UnterminatedString => "unterminated-string",
            Self::UnterminatedComment => "unterminated-comment",
            Self::UnclosedContainer { .. } => "unclosed-container",
            Self::MismatchedCloser { .. } => "mismatched-closer",
            Self::DepthExceeded => "depth-exceeded",
            Self::UnexpectedToken => "unexpected-token",
            Self::TrailingContent => "trailing-content",
            Self::IrregularWhitespace => "irregular-whitespace",
            Self::InvalidNumber => "invalid-number",
            Self::InvalidLiteral => "invalid-literal",
            Self::InvalidEscape => "invalid-escape",
            Self::ControlCharacter => "control-character",
            Self::LoneSurrogate => "lone-surrogate",
            Self::SingleQuotedString => "single-quoted-string",
            Self::UnquotedKey => "unquoted-key",
            Self::TooManyErrors => "too-many-errors",
        }
    }

    /// Whether the text means exactly one thing in spite of this, as with comments and trailing commas.
    pub const fn is_tolerated(&self) -> bool {
        matches!(self, Self::Comment | Self::TrailingComma | Self::ByteOrderMark)
    }
}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::InvalidUtf8 => "these bytes are not UTF-8",
            Self::Utf16 => "the file is UTF-16, it has to be UTF-8",
            Self::ByteOrderMark => "the file starts with a byte order mark",
            Self::TooLarge => "the file has 4 GiB or more",
            Self::Empty => "the file holds no value",
            Self::Comment => "JSON has no comments",
            Self::TrailingComma => "nothing follows this comma",
            Self::ExtraComma => "nothing stands before this comma",
            Self::MissingComma => "a comma is missing here",
            Self::MissingColon => "a colon is missing after this key",
            Self::MissingValue => "a value is missing here",
            Self::DuplicateKey { key, .. } => return write!(f, "the key `{key}` is given twice"),
            Self::UnterminatedString => "this string does not end on its line",
            Self::UnterminatedComment => "this comment does not end",
            Self::UnclosedContainer { is_object, .. } if *is_object => "an object is not closed",
            Self::UnclosedContainer { .. } => "an array is not closed",
            Self::MismatchedCloser { expected, .. } => {
                return write!(f, "this should be `{expected}`");
            }
            Self::DepthExceeded => "this is nested too deeply",
            Self::UnexpectedToken => "this fits nowhere",
            Self::TrailingContent => "the document has ended before this",
            Self::IrregularWhitespace => "this is not one of the white space characters of JSON",
            Self::InvalidNumber => "this is not a number of JSON",
            Self::InvalidLiteral => "this has to be spelled in lower case",
            Self::InvalidEscape => "JSON does not define this escape",
            Self::ControlCharacter => "a control character has to be escaped in a string",
            Self::LoneSurrogate => "this is half a surrogate pair",
            Self::SingleQuotedString => "strings stand between double quotes",
            Self::UnquotedKey => "keys stand between double quotes",
            Self::TooManyErrors => "there are more mistakes than are listed",
        };
        f.write_str(words)
    }
}
