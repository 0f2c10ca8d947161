//! Places: byte ranges of the text and indices into the tape.

use std::ops::Range;

/// A half-open range of byte offsets in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The place between two bytes, where something could be inserted.
    pub const fn empty(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// The number of bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` is inside.
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same range in the type that slices are indexed with.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From positions of a text that is known to be below the size limit.
    #[expect(clippy::cast_possible_truncation, reason = "texts beyond 4 GiB are refused before parsing")]
    pub(crate) const fn at(start: usize, end: usize) -> Self {
        Self::new(start as u32, end as u32)
    }
}

/// The place of a node on the tape of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The position on the tape; parents come before their children.
    pub const fn index(self) -> u32 {
        self.0
    }

    /// The inverse of [`NodeId::index`].
    pub const fn from_index(index: u32) -> Self {
        Self(index)
    }
}
