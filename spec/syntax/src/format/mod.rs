//! The canonical layout.
//!
//! Two spaces of indentation; a container of scalars, empty containers and arrays of scalars stands on one line if
//! that fits; every other container has one member or element per line.
//! Strings, numbers and the order of keys stay as they are.

mod comments;
mod inline;

use std::fmt;

use comments::Remaining;

use crate::document::Document;
use crate::error::SyntaxErrorKind;
use crate::node::Kind;
use crate::span::Span;
use crate::value::Value;

/// The longest line that holds a whole container.
const WIDTH: usize = 120;

/// What becomes of comments, which plain JSON does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// They stay with what they stand at.
    Keep,
    /// They go.
    Drop,
}

/// The text has a mistake that formatting could make worse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unformattable {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where.
    pub span: Span,
}

impl fmt::Display for Unformattable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot format at byte {}: {}", self.span.start, self.kind)
    }
}

impl std::error::Error for Unformattable {}

/// The text in canonical layout.
///
/// Comments, trailing commas and a byte order mark are no obstacle; any other mistake is.
pub fn format(doc: &Document, comments: Comments) -> Result<String, Unformattable> {
    let severe = doc.errors().iter().find(|error| !error.kind.is_tolerated());
    if let Some(error) = severe {
        let (kind, span) = (error.kind.clone(), error.span);
        return Err(Unformattable { kind, span });
    }
    let comments = match comments {
        Comments::Keep => doc.comments(),
        Comments::Drop => &[],
    };
    let mut writer =
        Writer { out: String::with_capacity(doc.text().len()), comments: Remaining::new(doc.text(), comments) };
    if let Some(root) = doc.root() {
        writer.document(root);
    }
    Ok(writer.out)
}

/// The text so far, and the comments that are still to be written.
struct Writer<'d> {
    out: String,
    comments: Remaining<'d>,
}

impl<'d> Writer<'d> {
    fn document(&mut self, root: Value<'d>) {
        while let Some(comment) = self.comments.before(root.span().start) {
            self.out.push_str(&comment);
            self.out.push('\n');
        }
        self.value(root, 0, 0, 0);
        self.trailing(root.span().end, u32::MAX);
        self.own_lines(u32::MAX, 0);
        self.out.push('\n');
    }

    /// Writes a value whose line already has `column` characters and gets `after` more behind it.
    ///
    /// Recursion is bounded by [`Document::MAX_DEPTH`].
    fn value(&mut self, value: Value<'d>, depth: usize, column: usize, after: usize) {
        let is_object = match value.kind() {
            Kind::Object => true,
            Kind::Array => false,
            _ => return self.out.push_str(value.raw()),
        };
        if !self.comments.any_before(value.span().end) && self.inline(value, column, after) {
            return;
        }
        let (open, close) = if is_object { ('{', '}') } else { ('[', ']') };
        self.out.push(open);
        self.children(value, depth + 1);
        self.own_lines(value.span().end, depth + 1);
        self.line(depth);
        self.out.push(close);
    }

    /// Writes every member or element on a line of its own.
    fn children(&mut self, container: Value<'d>, depth: usize) {
        let limit = container.span().end - 1;
        let mut nodes = container.nodes().peekable();
        while let Some(first) = nodes.next() {
            let value = if first.is_key() { nodes.next().unwrap_or(first) } else { first };
            self.own_lines(value.span().start, depth);
            self.line(depth);
            let mut column = 2 * depth;
            if first.is_key() {
                self.out.push_str(first.raw());
                self.out.push_str(": ");
                column += first.raw().chars().count() + 2;
            }
            let next = nodes.peek().map(|it| it.span().start);
            self.value(value, depth, column, usize::from(next.is_some()));
            if next.is_some() {
                self.out.push(',');
            }
            self.trailing(value.span().end, next.unwrap_or(limit));
        }
    }

    /// Writes the comments before `offset`, each on a line of its own.
    fn own_lines(&mut self, offset: u32, depth: usize) {
        while let Some(comment) = self.comments.before(offset) {
            self.line(depth);
            self.out.push_str(&comment);
        }
    }

    /// Writes the comments that belong to what ends at `end`, on its line.
    fn trailing(&mut self, end: u32, limit: u32) {
        let mut end = end;
        while let Some((comment, after)) = self.comments.trailing(end, limit) {
            self.out.push(' ');
            self.out.push_str(&comment);
            end = after;
        }
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", depth));
    }
}
