//! Mistakes whose repair is certain, and the text of the repair.

use memchr::memrchr;

use super::machine::{Frame, Machine, Step};
use super::scan::{self, Class};
use crate::apply::Edit;
use crate::error::SyntaxErrorKind as Mistake;
use crate::span::Span;

/// Indentation beyond this is not copied.
const WIDEST: usize = 1024;

impl Machine<'_> {
    /// Reports the comma after the last value of a container, unless something else stood behind it.
    #[cold]
    pub(super) fn trailing_comma(&mut self) {
        let span = Span::at(self.comma - 1, self.comma);
        self.comma = 0;
        if self.confused {
            return;
        }
        self.report_fix(Mistake::TrailingComma, span, self.without_comma(span));
    }

    /// Passes a closing bracket that closes nothing.
    pub(super) fn surplus_closer(&mut self) -> Step {
        let span = Span::at(self.at, self.at + 1);
        let before = self.text[..self.at].trim_ascii_end().len();
        // The line end goes too, unless it is needed by a comment or a string.
        let whole = before == self.end && self.end != self.torn;
        let start = if whole { before } else { self.at };
        // A bracket may be all that keeps two words or slashes apart.
        let next = self.bytes.get(self.at + 1).map(|&byte| scan::class(byte));
        let apart = matches!(next, None | Some(Class::Space | Class::Mark));
        let space = if apart { "" } else { " " };
        let edit = Edit::replace(Span::at(start, self.at + 1), space);
        if self.confused {
            self.report(Mistake::UnexpectedToken, span);
        } else {
            self.report_fix(Mistake::UnexpectedToken, span, edit);
        }
        self.at += 1;
        self.resume()
    }

    /// Passes a comma with nothing before it, or only text that was reported already.
    pub(super) fn extra_comma(&mut self) -> Step {
        let span = Span::at(self.at, self.at + 1);
        self.at += 1;
        if self.confused {
            self.confused = false;
            self.comma = self.at;
        } else {
            self.report_fix(Mistake::ExtraComma, span, self.without_comma(span));
        }
        self.resume()
    }

    /// Takes a comma away, unless it keeps two slashes from becoming a comment.
    fn without_comma(&self, span: Span) -> Edit {
        let behind = self.bytes.get(span.end as usize);
        let before = &self.bytes[..span.start as usize];
        let slashes = before.ends_with(b"/") && matches!(behind, Some(b'/' | b'*'));
        Edit::replace(span, if slashes { " " } else { "" })
    }

    /// Reports that no comma follows the last value, unless something else was there instead.
    pub(super) fn missing_comma(&mut self) {
        if self.confused {
            return;
        }
        let place = Span::at(self.end, self.end);
        self.report_fix(Mistake::MissingComma, place, Edit::insert(place.start, ","));
    }

    /// Ends the innermost containers where the last token ended, because of what stands at `found`.
    ///
    /// `comma` is what has to follow the brackets then.
    pub(super) fn end_containers(&mut self, levels: usize, found: Span, comma: &str) {
        let first = self.frames.len() - levels;
        let Some(innermost) = self.frames[first..].last() else {
            return;
        };
        let opened = self.bracket(*innermost);
        let is_object = innermost.is_object;
        let kind = Mistake::UnclosedContainer { opened, is_object };
        let clear = self.end != self.torn && self.junk <= self.end;
        let fix = clear.then(|| {
            let text = self.closers(first) + comma;
            vec![Edit::insert(Span::at(0, self.end).end, text)]
        });
        self.errors.report(kind, found, || fix);
        for _ in 0..levels {
            self.pop_frame();
        }
    }

    /// The end of the last child of the innermost container, or of its bracket.
    pub(super) fn end_of_last_child(&self) -> usize {
        let Some(frame) = self.frames.last() else {
            return self.end;
        };
        let mut end = self.nodes[frame.node as usize].start + 1;
        let mut at = frame.node + 1;
        while let Some(child) = self.nodes.get(at as usize) {
            end = child.end;
            at = child.next;
        }
        end as usize
    }

    /// The brackets that close the containers from `first` on, laid out like their openings.
    fn closers(&self, first: usize) -> String {
        let outermost = self.bracket(self.frames[first]).start as usize;
        let line = memrchr(b'\n', &self.bytes[outermost..self.end]).map(|at| outermost + at);
        let mut text = String::new();
        for &frame in self.frames[first..].iter().rev() {
            let start = self.bracket(frame).start as usize;
            if line.is_some_and(|line| start < line) && frame.count > 0 {
                text.push('\n');
                text.push_str(self.indentation(start));
            }
            text.push(if frame.is_object { '}' } else { ']' });
        }
        text
    }

    /// The white space at the start of the line of `at`.
    pub(super) fn indentation(&self, at: usize) -> &str {
        let nearest = at.saturating_sub(WIDEST);
        let line = match memrchr(b'\n', &self.bytes[nearest..at]) {
            Some(found) => nearest + found + 1,
            None if nearest == 0 => 0,
            None => return "",
        };
        let blank = |b: &&u8| matches!(b, b' ' | b'\t');
        let width = self.bytes[line..at].iter().take_while(blank).count();
        &self.text[line..line + width]
    }

    fn bracket(&self, frame: Frame) -> Span {
        let start = self.nodes[frame.node as usize].start;
        Span::new(start, start + 1)
    }
}
