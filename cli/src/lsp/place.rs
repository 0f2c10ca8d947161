//! Positions of the protocol, which counts UTF-16 code units from 0, to bytes and back.

use apigen_syntax::{LineIndex, Span, utf16_offset};
use gen_lsp_types::{Position, Range};

/// The byte that a position means. A column beyond the end of its line means the end, as the protocol says; so does a
/// line beyond the end of the text.
pub(super) fn offset(lines: &LineIndex, position: Position) -> u32 {
    let line = position.line.saturating_add(1).min(lines.count());
    let found = lines.utf16_offset(line, position.character.saturating_add(1));
    let end = || lines.line_span(line).map_or(0, |it| it.end);
    if position.line >= lines.count() { end() } else { found.unwrap_or_else(end) }
}

/// The bytes that a range means.
pub(super) fn span(lines: &LineIndex, range: Range) -> Span {
    let (start, end) = (offset(lines, range.start), offset(lines, range.end));
    Span::new(start.min(end), end)
}

/// As [`span`] in a text that is about to change, for which an index would be made in vain.
pub(super) fn span_once(text: &str, range: Range) -> Span {
    let offset = |it: Position| utf16_offset(text, it.line.saturating_add(1), it.character.saturating_add(1));
    let (start, end) = (offset(range.start), offset(range.end));
    Span::new(start.min(end), end)
}

/// The range of some bytes.
pub(super) fn range(lines: &LineIndex, span: Span) -> Range {
    Range { start: position(lines, span.start), end: position(lines, span.end) }
}

fn position(lines: &LineIndex, offset: u32) -> Position {
    let found = lines.position(offset);
    Position { line: found.line - 1, character: found.utf16_column - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_code_units() {
        let lines = LineIndex::new("{\n  \"😀é\": 1\n}");
        let after = Position { line: 1, character: 7 };
        assert_eq!(offset(&lines, after), 12, "two units of the face, one of the letter, two quotes");
        assert_eq!(range(&lines, Span::empty(12)), Range { start: after, end: after });
    }

    #[test]
    fn what_lies_beyond_is_the_end() {
        let lines = LineIndex::new("ab\ncd");
        let everywhere = [(0, 1), (0, 99), (1, 0), (99, 0), (u32::MAX, u32::MAX)];
        for (line, character) in everywhere {
            let here = Position { line, character };
            let range = Range { start: here, end: here };
            assert_eq!(span_once("ab\ncd", range), span(&lines, range), "{line}:{character}");
        }
        assert_eq!(offset(&lines, Position { line: 0, character: 99 }), 2);
        assert_eq!(offset(&lines, Position { line: 99, character: 0 }), 5);
        assert_eq!(offset(&lines, Position { line: u32::MAX, character: u32::MAX }), 5);
    }
}
