//! What happens where a token does not fit: say what is wrong, and go on in the most likely way.

use super::machine::{Machine, Step};
use super::scan::{self, Class};
use super::string::{double_end, single_end};
use crate::apply::Edit;
use crate::error::SyntaxErrorKind as Mistake;
use crate::node::{BARE, KEY, Kind};
use crate::span::Span;

impl Machine<'_> {
    /// No value where one belongs.
    #[cold]
    pub(super) fn odd_value(&mut self) -> Step {
        match self.bytes.get(self.at) {
            None | Some(b',' | b'}' | b']') if self.awaits_value() => self.no_value(),
            None => self.end_of_text(),
            Some(b',') if !self.frames.is_empty() => self.extra_comma(),
            Some(b'}' | b']') if !self.frames.is_empty() => self.odd_closer(),
            Some(b'\'') => {
                self.single_quoted(0);
                Step::After
            }
            Some(b'+' | b'.') => self.odd_number(),
            Some(&b) if is_word(b) => self.odd_word(),
            Some(_) => self.junk(),
        }
    }

    /// No string where a key belongs.
    #[cold]
    pub(super) fn odd_key(&mut self) -> Step {
        match self.bytes.get(self.at) {
            None => self.end_of_text(),
            Some(b',') => self.extra_comma(),
            Some(b'}') => self.close(),
            Some(b']') => self.odd_closer(),
            Some(b'\'') => {
                self.single_quoted(KEY);
                self.after_key()
            }
            Some(b'{') if self.parent_is(Kind::Array) => self.next_element(),
            Some(b'{' | b'[') => self.skip_junk_container(),
            Some(&b) if is_word(b) && self.starts_key() => self.bare_key(),
            Some(_) => self.junk(),
        }
    }

    /// Neither a comma nor the closing bracket after a value.
    #[cold]
    pub(super) fn no_comma(&mut self) -> Step {
        match self.bytes.get(self.at) {
            None => self.end_of_text(),
            Some(b'}' | b']') => self.odd_closer(),
            Some(b':') => self.late_colon(),
            Some(&b) if self.in_object() => self.no_comma_in_object(b),
            Some(&b) if is_word(b) || b"\"'[{".contains(&b) => {
                self.missing_comma();
                Step::Value
            }
            Some(_) => self.junk(),
        }
    }

    fn no_comma_in_object(&mut self, byte: u8) -> Step {
        match byte {
            b'{' if self.parent_is(Kind::Array) => self.next_element(),
            b'{' | b'[' => self.skip_junk_container(),
            _ if self.starts_key() => {
                self.missing_comma();
                Step::Item
            }
            b'"' => self.junk_until(double_end(self.bytes, self.at)),
            b'\'' => {
                let (Ok(end) | Err(end)) = single_end(self.bytes, self.at);
                self.junk_until(end)
            }
            _ => self.junk(),
        }
    }

    /// A key without colon.
    #[cold]
    pub(super) fn no_colon(&mut self) -> Step {
        let place = Span::at(self.end, self.end);
        let (byte, torn) = (self.peek(), self.end == self.torn);
        let value = is_word(byte) || b"\"'{[".contains(&byte);
        if value && !torn && !self.starts_key() {
            self.report_fix(Mistake::MissingColon, place, Edit::insert(place.start, ":"));
            return Step::Value;
        }
        if byte == b'=' && !torn {
            let span = Span::at(self.at, self.at + 1);
            self.report_fix(Mistake::MissingColon, span, Edit::replace(span, ":"));
            return self.colon();
        }
        if !torn {
            self.report(Mistake::MissingColon, place);
        }
        self.push_missing(self.end);
        self.confused = true;
        Step::After
    }

    fn after_key(&mut self) -> Step {
        self.skip_space();
        if self.peek() == b':' { self.colon() } else { self.no_colon() }
    }

    fn bare_key(&mut self) -> Step {
        let span = self.word_span();
        let quoted = format!("\"{}\"", &self.text[span.range()]);
        self.report_fix(Mistake::UnquotedKey, span, Edit::replace(span, quoted));
        self.push(self.at, span.end as usize, Kind::String, KEY | BARE);
        self.note_key();
        self.after_key()
    }

    /// A member ends after its colon.
    fn no_value(&mut self) -> Step {
        self.report(Mistake::MissingValue, Span::at(self.end, self.end));
        self.push_missing(self.end);
        self.confused = true;
        Step::After
    }

    /// Adds the empty node that stands for a missing value.
    fn push_missing(&mut self, place: usize) {
        let (at, end) = (self.at, self.end);
        self.push(place, place, Kind::Invalid, 0);
        (self.at, self.end) = (at, end);
    }

    /// A colon after a value: the value was a key.
    fn late_colon(&mut self) -> Step {
        if self.last_is_string() {
            if self.in_object() {
                return self.value_was_key();
            }
            let follows = self.frames.last().is_some_and(|frame| frame.count > 1);
            if follows && self.parent_is(Kind::Object) {
                return self.element_was_key();
            }
        }
        self.junk()
    }

    /// `"a": "b": 1`, where the value of `a` is missing.
    fn value_was_key(&mut self) -> Step {
        let Some(mut key) = self.nodes.pop() else {
            return Step::After;
        };
        let place = self.text[..key.start as usize].trim_end().len();
        self.report(Mistake::MissingValue, Span::at(place, place));
        self.push_missing(place);
        key.set(KEY);
        key.next += 1;
        self.nodes.push(key);
        self.note_key();
        self.colon()
    }

    /// `[1, "a": 2`, where the array should have ended before the comma.
    fn element_was_key(&mut self) -> Step {
        let (Some(mut key), Some(frame)) = (self.nodes.pop(), self.frames.last_mut()) else {
            return Step::After;
        };
        frame.count -= 1;
        self.end = self.end_of_last_child();
        let place = Span::at(self.end, self.end);
        let no_comma = self.errors.retract(&Mistake::MissingComma, place);
        self.end_containers(1, key.span(), if no_comma { "," } else { "" });
        key.set(KEY);
        self.nodes.push(key);
        self.note_key();
        self.colon()
    }

    /// `{` where a key belongs, inside an array: the object should have ended before it.
    fn next_element(&mut self) -> Step {
        let comma = if self.comma > self.end { "" } else { "," };
        self.end_containers(1, Span::at(self.at, self.at + 1), comma);
        Step::Value
    }

    /// A closing bracket of the wrong kind.
    fn odd_closer(&mut self) -> Step {
        let Some(innermost) = self.frames.last() else {
            return self.junk();
        };
        let (is_object, node) = (innermost.is_object, innermost.node);
        if is_object == (self.peek() == b'}') {
            return self.close();
        }
        let outer = self.frames.iter().rev();
        if let Some(levels) = outer.clone().position(|it| it.is_object != is_object) {
            if self.comma > self.end {
                self.trailing_comma();
            }
            self.end_containers(levels, Span::at(self.at, self.at + 1), "");
            return self.close();
        }
        let next = self.token_after(self.at + 1);
        if next == Some(b',') || next.is_none() && self.frames.len() == 1 {
            return self.wrong_closer(is_object, node);
        }
        self.surplus_closer()
    }

    fn wrong_closer(&mut self, is_object: bool, node: u32) -> Step {
        let span = Span::at(self.at, self.at + 1);
        let expected = if is_object { '}' } else { ']' };
        let start = self.nodes[node as usize].start;
        let opened = Span::new(start, start + 1);
        let kind = Mistake::MismatchedCloser { opened, expected };
        self.report_fix(kind, span, Edit::replace(span, expected));
        self.close()
    }

    /// What to look for after something was passed over.
    pub(super) fn resume(&mut self) -> Step {
        self.skip_space();
        let Some(frame) = self.frames.last() else {
            return if self.nodes.is_empty() { Step::Value } else { Step::Done };
        };
        if self.awaits_value() {
            Step::Value
        } else if frame.count == 0 {
            Step::First
        } else if self.comma > self.end {
            Step::Item
        } else {
            Step::After
        }
    }

    /// The text ends inside containers, or without any value.
    fn end_of_text(&mut self) -> Step {
        if self.comma > self.end && !self.frames.is_empty() {
            self.trailing_comma();
        }
        self.end_containers(self.frames.len(), Span::at(self.end, self.end), "");
        Step::Done
    }

    /// Whether a colon was passed and no value since.
    fn awaits_value(&self) -> bool {
        self.nodes.last().is_some_and(|last| last.has(KEY))
    }

    /// Whether the last node is a string that stands directly in the innermost container.
    fn last_is_string(&self) -> bool {
        let last = self.nodes.last();
        last.is_some_and(|last| last.kind() == Kind::String && last.end as usize == self.end)
    }

    fn parent_is(&self, kind: Kind) -> bool {
        let parent = self.frames.iter().rev().nth(1);
        parent.is_some_and(|it| it.is_object == (kind == Kind::Object))
    }

    /// Whether a string or word stands here with a colon after it.
    pub(super) fn starts_key(&self) -> bool {
        let end = match self.peek() {
            b'"' => double_end(self.bytes, self.at),
            b'\'' => match single_end(self.bytes, self.at) {
                Ok(end) | Err(end) => end,
            },
            b if is_word(b) => scan::word_end(self.text, self.at),
            _ => return false,
        };
        self.token_after(end) == Some(b':')
    }
}

/// Whether a bare word can start with this byte.
fn is_word(byte: u8) -> bool {
    scan::class(byte) == Class::Word || byte >= 0x80
}
