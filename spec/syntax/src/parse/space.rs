//! Comments, and white space that JSON does not know.

use memchr::{memchr, memmem};

use super::machine::Machine;
use super::scan;
use crate::apply::Edit;
use crate::error::SyntaxErrorKind as Kind;
use crate::span::Span;

impl Machine<'_> {
    /// Passes a comment or irregular white space; `false` if it is neither.
    #[cold]
    pub(super) fn odd_space(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"//") || rest.starts_with(b"/*") {
            self.comment();
            return true;
        }
        let first = self.text[self.at..].chars().next();
        let Some(c) = first.filter(|&c| scan::is_irregular_space(c)) else {
            return false;
        };
        let span = Span::at(self.at, self.at + c.len_utf8());
        self.report_fix(Kind::IrregularWhitespace, span, Edit::replace(span, " "));
        self.at += c.len_utf8();
        true
    }

    fn comment(&mut self) {
        let (end, closed) = comment_end(self.bytes, self.at);
        let span = Span::at(self.at, end);
        self.comments.push(span);
        self.at = end;
        if closed {
            let text = self.text;
            self.errors.report(Kind::Comment, span, || Some(vec![removal(text, span)]));
        } else {
            self.report(Kind::UnterminatedComment, span);
        }
    }
}

/// The end of the comment at `at`, and whether it has one.
pub(super) fn comment_end(bytes: &[u8], at: usize) -> (usize, bool) {
    let rest = &bytes[at + 2..];
    if bytes[at + 1] == b'*' {
        return match memmem::find(rest, b"*/") {
            Some(len) => (at + 2 + len + 2, true),
            None => (bytes.len(), false),
        };
    }
    let end = memchr(b'\n', rest).map_or(bytes.len(), |len| at + 2 + len);
    let carriage = bytes[end - 1] == b'\r' && end < bytes.len();
    (end - usize::from(carriage), true)
}

/// Takes a comment away: with its line if it is alone there, otherwise with the spaces before it.
fn removal(text: &str, span: Span) -> Edit {
    let before = &text[..span.start as usize];
    let after = &text[span.end as usize..];
    let kept = before.trim_end_matches([' ', '\t']);
    let line_end = ["\n", "\r\n"].into_iter().find(|it| after.starts_with(it));
    let alone = kept.is_empty() || kept.ends_with('\n');
    if let (true, Some(line_end)) = (alone, line_end) {
        let end = span.end as usize + line_end.len();
        return Edit::delete(Span::at(kept.len(), end));
    }
    let apart = kept.ends_with(is_mark) || after.starts_with(is_mark);
    let space = if apart { "" } else { " " };
    Edit::replace(Span::at(kept.len(), span.end as usize), space)
}

/// Whether two tokens stay two when this is all that stands between them.
fn is_mark(c: char) -> bool {
    c.is_ascii_whitespace() || "{}[],:".contains(c)
}
