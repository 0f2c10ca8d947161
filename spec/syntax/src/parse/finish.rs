//! Text that belongs to nothing: how it is reported and passed over.

use super::machine::{Machine, Step};
use super::scan::{self, Class};
use super::space::comment_end;
use super::string::double_end;
use crate::apply::Edit;
use crate::error::SyntaxErrorKind as Mistake;
use crate::node::Kind;
use crate::span::Span;

/// As many surplus brackets are removed by one fix.
const MOST: usize = 100;

impl Machine<'_> {
    /// Passes a piece of text that fits nowhere.
    #[cold]
    pub(super) fn junk(&mut self) -> Step {
        let first = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        let mut end = self.at + first;
        let mark = scan::class(self.bytes[self.at]) == Class::Mark;
        let inner = |b: &u8| matches!(scan::class(*b), Class::Word | Class::Other);
        while !mark && self.bytes.get(end).is_some_and(inner) {
            end += 1;
        }
        self.junk_until(end)
    }

    /// Passes text that fits nowhere and ends at `end`.
    pub(super) fn junk_until(&mut self, end: usize) -> Step {
        self.unexpected(Span::at(self.at, end));
        self.at = end;
        self.junk = end;
        self.resume()
    }

    /// Reports text that fits nowhere, together with what was just reported before it on its line.
    pub(super) fn unexpected(&mut self, span: Span) {
        let before = self.text[..span.start as usize].trim_end_matches([' ', '\t']);
        let from = Span::at(0, before.len()).end;
        let kind = Mistake::UnexpectedToken;
        if !self.errors.extend(&kind, from, span.end) {
            self.report(kind, span);
        }
        self.confused = true;
    }

    /// Passes a container where only a key can stand.
    pub(super) fn skip_junk_container(&mut self) -> Step {
        self.unexpected(Span::at(self.at, self.at + 1));
        self.skip_container();
        self.junk = self.at;
        self.resume()
    }

    /// Passes a container that is nested too deeply.
    #[cold]
    pub(super) fn too_deep(&mut self) -> Step {
        let start = self.at;
        self.report(Mistake::DepthExceeded, Span::at(start, start + 1));
        self.count_element();
        let closed = self.skip_container();
        self.push(start, self.at, Kind::Invalid, 0);
        if !closed {
            self.torn = self.end;
        }
        Step::After
    }

    /// Moves behind the container at this place, by counting brackets; whether it was closed.
    fn skip_container(&mut self) -> bool {
        let mut depth = 0usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => self.at = double_end(self.bytes, self.at),
                b'/' if self.odd_space() => {}
                b'{' | b'[' => (depth, self.at) = (depth + 1, self.at + 1),
                b'}' | b']' => (depth, self.at) = (depth - 1, self.at + 1),
                _ => self.at += 1,
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    /// Reports whatever follows the document's value.
    pub(super) fn trailing(&mut self) {
        self.skip_space();
        if self.at == self.bytes.len() {
            return;
        }
        let rest = &self.text[self.at..];
        let line = rest.lines().next().unwrap_or(rest).trim_end();
        let span = Span::at(self.at, self.at + line.len());
        let fix = self.surplus();
        self.errors.report(Mistake::TrailingContent, span, || fix);
    }

    /// Passes everything up to the end of the text; edits that remove it if it is surplus brackets.
    fn surplus(&mut self) -> Option<Vec<Edit>> {
        let mut fix = Some(Vec::new());
        while let Some(&byte) = self.bytes.get(self.at) {
            match (byte, &mut fix) {
                (b'}' | b']' | b',', Some(edits)) if edits.len() < MOST => {
                    edits.push(Edit::delete(Span::at(self.at, self.at + 1)));
                    self.at += 1;
                }
                (b'"', _) => (self.at, fix) = (double_end(self.bytes, self.at), None),
                _ => (self.at, fix) = (self.next_char(), None),
            }
            self.skip_space();
        }
        fix
    }

    fn next_char(&self) -> usize {
        let c = self.text[self.at..].chars().next();
        self.at + c.map_or(1, char::len_utf8)
    }

    /// The first byte of the next token from `at` on.
    pub(super) fn token_after(&self, mut at: usize) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(at)?;
            let comment = byte == b'/' && matches!(self.bytes.get(at + 1), Some(b'/' | b'*'));
            let c = self.text[at..].chars().next().filter(|&c| scan::is_space(c));
            match c {
                Some(c) => at += c.len_utf8(),
                None if comment => at = comment_end(self.bytes, at).0,
                None => return Some(byte),
            }
        }
    }
}
