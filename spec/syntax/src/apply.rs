//! Edits of a text, and how a set of them is applied.

use std::fmt;

use crate::span::Span;

/// Replaces a range of the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards; empty to delete.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` before the byte at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self::replace(Span::empty(offset), text)
    }

    /// Takes the bytes of `span` away.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Two edits touch the same bytes, or one reaches beyond the text or into a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverlappingEdits {
    /// The edit that could not be applied.
    pub span: Span,
}

impl fmt::Display for OverlappingEdits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span;
        write!(f, "the edit of bytes {start}..{end} meets another edit or the end of the text")
    }
}

impl std::error::Error for OverlappingEdits {}

/// The text after all edits, whose spans all refer to the text before any of them.
///
/// Insertions at the same place keep their order.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, OverlappingEdits> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut done = 0;
    for edit in sorted {
        let kept = text.get(done..edit.span.start as usize);
        let replaced = text.get(edit.span.range());
        let (Some(kept), Some(_)) = (kept, replaced) else {
            return Err(OverlappingEdits { span: edit.span });
        };
        out.push_str(kept);
        out.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    // Invariant: `done` is the end of a span that was just found to be inside the text.
    out.push_str(&text[done..]);
    Ok(out)
}
