//! Which comment belongs to what.

use std::borrow::Cow;

use crate::span::Span;

/// The comments that were not written yet, in the order of the text.
pub(super) struct Remaining<'d> {
    text: &'d str,
    spans: &'d [Span],
}

impl<'d> Remaining<'d> {
    pub(super) fn new(text: &'d str, spans: &'d [Span]) -> Self {
        Self { text, spans }
    }

    /// Whether there is one before `offset`.
    pub(super) fn any_before(&self, offset: u32) -> bool {
        self.spans.first().is_some_and(|it| it.start < offset)
    }

    /// Takes the next one if it stands before `offset`.
    pub(super) fn before(&mut self, offset: u32) -> Option<Cow<'d, str>> {
        let (first, rest) = self.spans.split_first()?;
        (first.start < offset).then(|| {
            self.spans = rest;
            self.written(*first)
        })
    }

    /// Takes the next one if it belongs to what ends at `end`, and says where it ends itself.
    ///
    /// That is one on the same line, before `limit`, with nothing behind it that it could belong to instead.
    pub(super) fn trailing(&mut self, end: u32, limit: u32) -> Option<(Cow<'d, str>, u32)> {
        let (&first, rest) = self.spans.split_first()?;
        if first.start >= limit || self.text[Span::new(end, first.start).range()].contains('\n') {
            return None;
        }
        let behind = self.text[first.end as usize..].trim_start_matches([' ', '\t']);
        if !behind.is_empty() && !behind.starts_with(['\n', '\r', ',', '}', ']', '/']) {
            return None;
        }
        self.spans = rest;
        Some((self.written(first), first.end))
    }

    /// The comment with the line ends of canonical layout.
    fn written(&self, span: Span) -> Cow<'d, str> {
        let text = self.text[span.range()].trim_end();
        if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
    }
}
