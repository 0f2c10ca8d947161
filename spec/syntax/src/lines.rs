//! Byte offsets to lines and columns and back.

use crate::span::Span;

/// A place as people and editors name it; everything counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
    /// The column in UTF-16 code units, as the language server protocol and SARIF count.
    pub utf16_column: u32,
}

/// Where the lines of a text start, and which of its characters are not one byte long.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// End of each line without its line end.
    ends: Vec<u32>,
    wide: Vec<Wide>,
}

/// A character of more than one byte.
#[derive(Debug, Clone, Copy)]
struct Wide {
    offset: u32,
    utf8: u8,
    utf16: u8,
}

/// The unit in which a column is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Char,
    Utf16,
}

impl LineIndex {
    /// Reads the text once; it must be below 4 GiB, as the text of a document is.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut ends = Vec::new();
        for at in memchr::memchr_iter(b'\n', bytes) {
            let carriage = at > 0 && bytes[at - 1] == b'\r';
            ends.push(Span::at(0, at - usize::from(carriage)).end);
            starts.push(Span::at(0, at + 1).end);
        }
        ends.push(Span::at(0, bytes.len()).end);
        Self { starts, ends, wide: wide_chars(text) }
    }

    /// The number of lines; a text that ends with a line end has an empty last line.
    pub fn count(&self) -> u32 {
        Span::at(0, self.starts.len()).end
    }

    /// The place of the byte at `offset`; an offset inside a character means the character.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let start = self.starts[line];
        let mut column = offset - start;
        let mut utf16_column = column;
        for wide in self.wide_from(start) {
            if wide.offset >= offset {
                break;
            }
            let passed = (offset - wide.offset).min(u32::from(wide.utf8));
            let whole = passed == u32::from(wide.utf8);
            column -= passed - u32::from(whole);
            utf16_column -= passed - if whole { u32::from(wide.utf16) } else { 0 };
        }
        Position { line: Span::at(0, line).end + 1, column: column + 1, utf16_column: utf16_column + 1 }
    }

    /// The offset of a line and a column in characters, both from 1; `None` beyond the end of the line.
    pub fn offset(&self, line: u32, column: u32) -> Option<u32> {
        self.find(line, column, Unit::Char)
    }

    /// The offset of a line and a column in UTF-16 code units, both from 1.
    pub fn utf16_offset(&self, line: u32, column: u32) -> Option<u32> {
        self.find(line, column, Unit::Utf16)
    }

    /// The range of a line, from 1, without its line end.
    pub fn line_span(&self, line: u32) -> Option<Span> {
        let index = line.checked_sub(1)? as usize;
        Some(Span::new(*self.starts.get(index)?, self.ends[index]))
    }

    fn find(&self, line: u32, column: u32, unit: Unit) -> Option<u32> {
        let span = self.line_span(line)?;
        let wanted = column.checked_sub(1)?;
        let mut extra = 0;
        for wide in self.wide_from(span.start) {
            let units = match unit {
                Unit::Char => 1,
                Unit::Utf16 => u32::from(wide.utf16),
            };
            let column = wide.offset - span.start - extra;
            if column + units > wanted {
                break;
            }
            extra += u32::from(wide.utf8) - units;
        }
        let offset = span.start.checked_add(wanted)?.checked_add(extra)?;
        (offset <= span.end).then_some(self.floor(offset))
    }

    /// Moves an offset inside a character to its start.
    fn floor(&self, offset: u32) -> u32 {
        let after = self.wide.partition_point(|wide| wide.offset < offset);
        match after.checked_sub(1).map(|last| self.wide[last]) {
            Some(wide) if offset < wide.offset + u32::from(wide.utf8) => wide.offset,
            _ => offset,
        }
    }

    fn wide_from(&self, start: u32) -> &[Wide] {
        let first = self.wide.partition_point(|wide| wide.offset < start);
        &self.wide[first..]
    }
}

fn wide_chars(text: &str) -> Vec<Wide> {
    if text.is_ascii() {
        return Vec::new();
    }
    let wide = text.char_indices().filter(|(_, c)| !c.is_ascii());
    wide.map(|(at, c)| Wide {
        offset: Span::at(0, at).end,
        utf8: c.len_utf8().to_le_bytes()[0],
        utf16: c.len_utf16().to_le_bytes()[0],
    })
    .collect()
}
