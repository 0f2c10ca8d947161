//! Numbers and literals, and words that are neither.

use super::machine::{Machine, Step};
use super::scan::{self, Class};
use crate::apply::Edit;
use crate::error::SyntaxErrorKind as Mistake;
use crate::node::Kind;
use crate::span::Span;

const LITERALS: [(&str, Kind); 3] = [("true", Kind::Bool), ("false", Kind::Bool), ("null", Kind::Null)];

impl Machine<'_> {
    /// The number at this place.
    #[inline]
    pub(super) fn number(&mut self) -> Step {
        match scan::number_end(self.bytes, self.at) {
            Ok(end) if self.word_ends(end) => {
                self.count_element();
                self.push(self.at, end, Kind::Number, 0);
                Step::After
            }
            _ => self.odd_number(),
        }
    }

    /// The literal at this place, whose first letter fits.
    #[inline]
    pub(super) fn literal(&mut self) -> Step {
        let rest = &self.bytes[self.at..];
        for (text, kind) in LITERALS {
            let end = self.at + text.len();
            if rest.starts_with(text.as_bytes()) && self.word_ends(end) {
                self.count_element();
                self.push(self.at, end, kind, 0);
                return Step::After;
            }
        }
        self.odd_word()
    }

    /// Text that starts like a number and is none.
    #[cold]
    pub(super) fn odd_number(&mut self) -> Step {
        let span = self.word_span();
        let word = &self.text[span.range()];
        self.errors.report(Mistake::InvalidNumber, span, || {
            meant_number(word).map(|number| vec![Edit::replace(span, number)])
        });
        self.count_element();
        self.push(self.at, span.end as usize, Kind::Invalid, 0);
        Step::After
    }

    /// A word where a value belongs.
    #[cold]
    pub(super) fn odd_word(&mut self) -> Step {
        let span = self.word_span();
        let word = &self.text[span.range()];
        let meant = LITERALS.iter().find(|it| word.eq_ignore_ascii_case(it.0));
        self.count_element();
        if let Some(&(text, kind)) = meant {
            self.report_fix(Mistake::InvalidLiteral, span, Edit::replace(span, text));
            self.push(self.at, span.end as usize, kind, 0);
        } else {
            self.push(self.at, span.end as usize, Kind::Invalid, 0);
            self.unexpected(span);
        }
        Step::After
    }

    pub(super) fn word_span(&self) -> Span {
        Span::at(self.at, scan::word_end(self.text, self.at))
    }

    #[inline]
    fn word_ends(&self, at: usize) -> bool {
        let next = self.bytes.get(at).copied().unwrap_or(b' ');
        scan::class(next) != Class::Word && next < 0x80
    }
}

/// The number that JSON5 reads in this word, written for JSON.
fn meant_number(word: &str) -> Option<String> {
    let (sign, rest) = match word.as_bytes().first()? {
        b'+' => ("", &word[1..]),
        b'-' => ("-", &word[1..]),
        _ => ("", word),
    };
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (whole, rest) = rest.split_at(digits);
    let whole = if whole.is_empty() { "0" } else { whole };
    let number = match rest.strip_prefix('.') {
        Some(fraction) if !fraction.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{sign}{whole}.0{fraction}")
        }
        _ => format!("{sign}{whole}{rest}"),
    };
    let valid = scan::number_end(number.as_bytes(), 0) == Ok(number.len());
    valid.then_some(number)
}
