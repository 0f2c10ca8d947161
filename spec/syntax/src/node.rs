//! One entry of the tape.

use crate::span::Span;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number that follows the grammar of JSON.
    Number,
    /// A string, also one with mistakes in it.
    String,
    /// `[ … ]`
    Array,
    /// `{ … }`
    Object,
    /// Text that is no value, or the empty place where one is missing.
    Invalid,
}

/// A value or a key: where it stands and where the tape goes on after it.
///
/// An object is followed by key, value, key, value …; an array by its elements.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Node {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of the node after this one and everything inside it.
    pub(crate) next: u32,
    /// Three bits of kind, five of flags, then the number of children or the fingerprint of a key.
    detail: u32,
}

/// This string is the key of the node that follows.
pub(crate) const KEY: u32 = 1 << 3;
/// There is a backslash, so that the string has to be decoded.
pub(crate) const ESCAPED: u32 = 1 << 4;
/// The string has no closing quote.
pub(crate) const OPEN: u32 = 1 << 5;
/// The string stands between single quotes.
pub(crate) const SINGLE: u32 = 1 << 6;
/// The string is a key without any quotes.
pub(crate) const BARE: u32 = 1 << 7;

/// Number of children from which on they are counted instead of remembered.
pub(crate) const MANY: u32 = 0x00ff_ffff;

impl Node {
    pub(crate) const fn new(span: Span, next: u32, kind: Kind, flags: u32) -> Self {
        Self { start: span.start, end: span.end, next, detail: kind as u32 | flags }
    }

    pub(crate) const fn kind(self) -> Kind {
        match self.detail & 7 {
            0 => Kind::Null,
            1 => Kind::Bool,
            2 => Kind::Number,
            3 => Kind::String,
            4 => Kind::Array,
            5 => Kind::Object,
            _ => Kind::Invalid,
        }
    }

    pub(crate) const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    pub(crate) const fn has(self, flags: u32) -> bool {
        self.detail & flags != 0
    }

    pub(crate) const fn set(&mut self, flags: u32) {
        self.detail |= flags;
    }

    /// The number of children of a container (at most [`MANY`]), the fingerprint of a key.
    pub(crate) const fn payload(self) -> u32 {
        self.detail >> 8
    }

    pub(crate) const fn set_payload(&mut self, payload: u32) {
        self.detail = self.detail & 0xff | payload << 8;
    }
}
