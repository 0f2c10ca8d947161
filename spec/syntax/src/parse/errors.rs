//! The list of mistakes, which has an end even for a text full of them.

use crate::apply::Edit;
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::span::Span;

/// As many mistakes are listed of those that are tolerated, and as many of the others.
const LIMIT: usize = 1000;

/// Mistakes in the order in which they were found.
#[derive(Debug, Clone, Default)]
pub(super) struct Errors {
    list: Vec<SyntaxError>,
    tolerated: usize,
    others: usize,
    /// The first one that did not fit.
    beyond: Option<Span>,
}

impl Errors {
    /// Notes a mistake; the fix is only made when the mistake is listed.
    pub(super) fn report(&mut self, kind: SyntaxErrorKind, span: Span, fix: impl FnOnce() -> Option<Vec<Edit>>) {
        let count = if kind.is_tolerated() { &mut self.tolerated } else { &mut self.others };
        *count += 1;
        if *count <= LIMIT {
            let fix = fix();
            self.list.push(SyntaxError { kind, span, fix });
        } else {
            self.beyond.get_or_insert(span);
        }
    }

    /// Takes a mistake back if there is one of this kind at this place, with nothing but later ones noted since.
    pub(super) fn retract(&mut self, kind: &SyntaxErrorKind, span: Span) -> bool {
        let mut since = self.list.iter().rev().take_while(|it| it.span >= span);
        let found = since.position(|it| it.kind == *kind && it.span == span);
        if let Some(back) = found {
            self.list.remove(self.list.len() - 1 - back);
            self.others -= 1;
        }
        found.is_some()
    }

    /// Lets the last mistake reach as far as `end`, if it is of this kind, ends at `from` and has no repair.
    pub(super) fn extend(&mut self, kind: &SyntaxErrorKind, from: u32, end: u32) -> bool {
        let same = |last: &SyntaxError| last.kind == *kind && last.span.end == from;
        let fits = |last: &&mut SyntaxError| same(last) && last.fix.is_none();
        let last = self.list.last_mut().filter(fits);
        last.map(|last| last.span.end = end).is_some()
    }

    /// Whether a mistake was noted at this place.
    pub(super) fn meet(&self, span: Span) -> bool {
        let meets = |it: &SyntaxError| it.span.start < span.end && span.start < it.span.end;
        self.list.iter().any(meets)
    }

    /// The number of mistakes that are not tolerated, listed or not.
    pub(super) fn count(&self) -> usize {
        self.others
    }

    /// The number of all mistakes, listed or not.
    pub(super) fn total(&self) -> usize {
        self.tolerated + self.others
    }

    /// The edits of all repairs.
    pub(super) fn fixes(&self) -> Vec<Edit> {
        let fixes = self.list.iter().filter_map(|it| it.fix.as_ref());
        fixes.flatten().cloned().collect()
    }

    /// Whether there is a mistake of a certain kind in the list.
    pub(super) fn any(&self, wanted: impl Fn(&SyntaxErrorKind) -> bool) -> bool {
        self.list.iter().any(|it| wanted(&it.kind))
    }

    /// The list in the order of the text.
    pub(super) fn into_list(mut self) -> Vec<SyntaxError> {
        self.list.sort_by_key(|error| error.span);
        if let Some(span) = self.beyond {
            let kind = SyntaxErrorKind::TooManyErrors;
            let fix = None;
            self.list.push(SyntaxError { kind, span, fix });
        }
        self.list
    }
}
