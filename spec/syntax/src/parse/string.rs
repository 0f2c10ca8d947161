//! Strings: the plain ones quickly, the others with an eye on every escape.

use super::machine::Machine;
use super::scan;
use crate::apply::Edit;
use crate::decode::{Escape, escape_at, unescape};
use crate::error::SyntaxErrorKind as Mistake;
use crate::node::{ESCAPED, KEY, Kind, OPEN, SINGLE};
use crate::quote::{push_escaped, quote};
use crate::span::Span;

impl Machine<'_> {
    /// The string at this place, as a key if `flags` says so.
    #[inline]
    pub(super) fn string(&mut self, flags: u32) {
        let stop = scan::string_stop(self.bytes, self.at + 1);
        if self.bytes.get(stop) == Some(&b'"') {
            self.push(self.at, stop + 1, Kind::String, flags);
        } else {
            self.odd_string(stop, flags);
        }
        self.count_string(flags);
    }

    #[inline]
    fn count_string(&mut self, flags: u32) {
        if flags & KEY == 0 {
            self.count_element();
        } else {
            self.note_key();
        }
    }

    /// A string with something other than plain text at `stop`.
    #[inline(never)]
    fn odd_string(&mut self, mut stop: usize, mut flags: u32) {
        loop {
            match self.bytes.get(stop) {
                Some(b'"') => return self.push(self.at, stop + 1, Kind::String, flags),
                None | Some(b'\n' | b'\r') => return self.unterminated(stop, flags),
                Some(b'\\') => {
                    flags |= ESCAPED;
                    stop += self.escape(stop);
                }
                Some(_) => {
                    self.control(stop);
                    stop += 1;
                }
            }
            stop = scan::string_stop(self.bytes, stop);
        }
    }

    /// Judges the escape at `at`; how many bytes it takes.
    fn escape(&mut self, at: usize) -> usize {
        let (escape, len) = escape_at(&self.bytes[at..], b'"');
        let span = Span::at(at, at + len);
        match escape {
            Escape::Char(_) => {}
            Escape::Surrogate => self.report(Mistake::LoneSurrogate, span),
            // The end of the line is what is reported then.
            Escape::Undefined if ends_line(self.bytes, at + 1) => {}
            Escape::Undefined if len == 1 => self.undefined_escape(at),
            Escape::Undefined => self.report(Mistake::InvalidEscape, span),
        }
        len
    }

    /// A backslash before a character that needs none: in a pattern or a path, it stands for itself.
    fn undefined_escape(&mut self, at: usize) {
        let next = self.text[at + 1..].chars().next();
        let span = Span::at(at, at + 1 + next.map_or(0, char::len_utf8));
        let edit = match next {
            Some('\'') => Edit::delete(Span::at(at, at + 1)),
            // A hexadecimal escape of other languages, whose author did not mean a backslash.
            Some('x') => return self.report(Mistake::InvalidEscape, span),
            _ => Edit::insert(span.start, "\\"),
        };
        self.report_fix(Mistake::InvalidEscape, span, edit);
    }

    fn control(&mut self, at: usize) {
        let span = Span::at(at, at + 1);
        let mut escaped = String::new();
        push_escaped(&mut escaped, char::from(self.bytes[at]));
        self.report_fix(Mistake::ControlCharacter, span, Edit::replace(span, escaped));
    }

    /// A string that its line or the text cuts off at `end`.
    fn unterminated(&mut self, end: usize, flags: u32) {
        let span = Span::at(self.at, end);
        self.report(Mistake::UnterminatedString, span);
        self.push(self.at, end, Kind::String, flags | OPEN);
        self.torn = end;
        // The comma or colon was most likely meant to be behind the missing quote.
        self.confused = true;
    }

    /// A string between single quotes.
    pub(super) fn single_quoted(&mut self, flags: u32) {
        let start = self.at;
        let flags = flags | SINGLE | ESCAPED;
        match single_end(self.bytes, start) {
            Ok(end) => {
                let span = Span::at(start, end);
                let meant = quote(&unescape(&self.text[start + 1..end - 1], b'\''));
                self.report_fix(Mistake::SingleQuotedString, span, Edit::replace(span, meant));
                self.push(start, end, Kind::String, flags);
            }
            Err(end) => self.unterminated(end, flags),
        }
        self.count_string(flags);
    }
}

/// Index after the closing single quote, or where the line ends without one.
pub(super) fn single_end(bytes: &[u8], start: usize) -> Result<usize, usize> {
    let mut at = start + 1;
    while !ends_line(bytes, at) {
        match bytes[at] {
            b'\'' => return Ok(at + 1),
            b'\\' if !ends_line(bytes, at + 1) => at += 2,
            _ => at += 1,
        }
    }
    Err(at)
}

/// Index after the string in double quotes at `start`, or where its line ends.
pub(super) fn double_end(bytes: &[u8], start: usize) -> usize {
    let mut at = scan::string_stop(bytes, start + 1);
    while !ends_line(bytes, at) {
        at += match bytes[at] {
            b'"' => return at + 1,
            b'\\' if !ends_line(bytes, at + 1) => 2,
            _ => 1,
        };
        at = scan::string_stop(bytes, at);
    }
    at
}

fn ends_line(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), None | Some(b'\n' | b'\r'))
}
