//! White space and commas around the children of a container.

use crate::document::Document;
use crate::span::Span;
use crate::value::Value;

/// A member or an element, from the start of its key if it has one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'d> {
    pub(super) key: Option<Value<'d>>,
    pub(super) value: Value<'d>,
}

impl Item<'_> {
    pub(super) fn span(self) -> Span {
        let value = self.value.span();
        self.key.map_or(value, |key| key.span().to(value))
    }
}

/// The members or elements of a container.
pub(super) fn items(container: Value<'_>) -> Vec<Item<'_>> {
    let nodes = container.nodes().filter(|node| !node.is_key());
    nodes.map(|value| Item { key: value.key(), value }).collect()
}

/// What stands between the brackets of a container.
pub(super) fn inner(container: Value<'_>) -> Span {
    let span = container.span();
    let closed = span.len() > 1 && container.raw().ends_with(['}', ']']);
    Span::new(span.start + 1, span.end - u32::from(closed))
}

/// The comma that follows `at`, behind white space and comments.
pub(super) fn comma_after(doc: &Document, at: u32) -> Option<Span> {
    let at = next_token(doc, at);
    let found = doc.text()[at as usize..].starts_with(',');
    found.then(|| Span::new(at, at + 1))
}

/// The next offset from `at` on that is neither in white space nor in a comment.
fn next_token(doc: &Document, mut at: u32) -> u32 {
    loop {
        at = next_text(doc, at);
        match comment_at(doc, at) {
            Some(comment) => at = comment.end,
            None => return at,
        }
    }
}

/// The next offset from `at` on that is not in white space.
pub(super) fn next_text(doc: &Document, at: u32) -> u32 {
    let rest = &doc.text()[at as usize..];
    at + length(rest) - length(rest.trim_ascii_start())
}

/// Where the white space before `at` starts.
pub(super) fn space_before(doc: &Document, at: u32) -> u32 {
    length(doc.text()[..at as usize].trim_ascii_end())
}

/// The end of the comments that follow `at` on its line, if nothing else follows there.
pub(super) fn line_tail(doc: &Document, at: u32) -> u32 {
    let mut end = at;
    loop {
        let rest = &doc.text()[end as usize..];
        let blank = rest.trim_start_matches([' ', '\t']);
        if blank.is_empty() || blank.starts_with(['\n', '\r']) {
            return end;
        }
        match comment_at(doc, end + length(rest) - length(blank)) {
            Some(comment) => end = comment.end,
            None => return at,
        }
    }
}

/// The comment that starts at `at`.
fn comment_at(doc: &Document, at: u32) -> Option<Span> {
    let comments = doc.comments();
    let found = comments.binary_search_by_key(&at, |comment| comment.start);
    found.ok().map(|index| comments[index])
}

/// Whether the last thing before `at`, white space aside, is a `//` comment, which a line end has to close.
pub(super) fn after_line_comment(doc: &Document, at: u32) -> bool {
    let before = space_before(doc, at);
    let last = doc.comments().partition_point(|it| it.start < before);
    let last = last.checked_sub(1).map(|index| doc.comments()[index]);
    let near = last.filter(|it| it.end >= before);
    near.is_some_and(|it| doc.text()[it.start as usize..].starts_with("//"))
}

/// The line end of the text: the one that its first line has.
pub(super) fn line_end(doc: &Document) -> &'static str {
    let first = doc.text().split_once('\n');
    if first.is_some_and(|(line, _)| line.ends_with('\r')) { "\r\n" } else { "\n" }
}

/// The white space at the start of the line that `at` is in.
pub(super) fn indentation(doc: &Document, at: u32) -> &str {
    let before = &doc.text()[..at as usize];
    let line = before.rfind('\n').map_or(0, |found| found + 1);
    let rest = &doc.text()[line..];
    &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
}

/// Lengths of parts of a document fit its offsets.
fn length(text: &str) -> u32 {
    Span::at(0, text.len()).end
}
