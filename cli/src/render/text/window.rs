//! The part of a file that a code frame shows: whole lines, unless they are too long for anybody to read.

use apigen_syntax::{LineIndex, Span};

/// A line longer than this many bytes is shown in part.
const LONG: u32 = 400;
/// How much of a long line precedes the finding.
const BEFORE: u32 = 60;
/// How much of a long line is shown from the finding on.
const AFTER: u32 = 100;

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) span: Span,
    /// The number of its first line, from 1.
    pub(super) line: u32,
    /// The column of the wanted span, from 0.
    pub(super) column: u32,
    /// How many lines it has.
    pub(super) count: u32,
}

impl Window {
    /// The lines of a span with some around them; of a long line, what surrounds the span's start.
    pub(super) fn around(text: &str, lines: &LineIndex, span: Span, (before, after): (u32, u32)) -> Option<Self> {
        let (start, end) = (lines.position(span.start), lines.position(span.end));
        let column = start.column - 1;
        let own = lines.line_span(start.line)?;
        if own.len() > LONG {
            let span = part(text, own, span.start);
            return Some(Self { span, line: start.line, column, count: 1 });
        }
        let first = start.line.saturating_sub(before).max(1);
        let last = (end.line + after).min(lines.count());
        let whole = lines.line_span(first)?.to(lines.line_span(last)?);
        if whole.len() > LONG * (last - first + 1) {
            // A neighbour is too long; the span's own line says enough.
            return Some(Self { span: own, line: start.line, column, count: 1 });
        }
        Some(Self { span: whole, line: first, column, count: last - first + 1 })
    }

    /// The part of a span that a frame shows when its line is long.
    pub(super) fn cut(text: &str, lines: &LineIndex, span: Span) -> Option<Span> {
        let own = lines.line_span(lines.position(span.start).line)?;
        let shown = (own.len() > LONG).then(|| part(text, own, span.start))?;
        Some(Span::new(span.start, span.end.min(shown.end)))
    }
}

/// The part of a line around an offset, cut between characters.
fn part(text: &str, line: Span, at: u32) -> Span {
    let from = text.floor_char_boundary(at.saturating_sub(BEFORE).max(line.start) as usize);
    let to = text.floor_char_boundary(at.saturating_add(AFTER).min(line.end) as usize);
    let narrow = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    Span::new(narrow(from), narrow(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_shown_in_part() {
        let text = format!("{{\n{}x{}\n}}", "ä".repeat(500), "ö".repeat(500));
        let lines = LineIndex::new(&text);
        let at = u32::try_from(text.find('x').unwrap()).unwrap();
        let window = Window::around(&text, &lines, Span::new(at, at + 1), (1, 1)).unwrap();
        assert_eq!((window.line, window.count, window.column), (2, 1, 500));
        let shown = &text[window.span.range()];
        assert!(shown.contains('x') && shown.len() <= 160, "{shown}");
    }

    #[test]
    fn short_lines_are_shown_whole() {
        let text = "{\n  1\n}";
        let window = Window::around(text, &LineIndex::new(text), Span::new(4, 5), (1, 1)).unwrap();
        assert_eq!((window.line, window.count, &text[window.span.range()]), (1, 3, text));
    }
}
