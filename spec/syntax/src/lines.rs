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
    /// What the wide characters of the text up to this one have beyond one byte a column, in either unit.
    surplus: Surplus,
}

/// By how much bytes exceed columns.
#[derive(Debug, Clone, Copy, Default)]
struct Surplus {
    chars: u32,
    utf16: u32,
}

/// The byte at a line and a column in UTF-16 code units, both from 1, as [`LineIndex::utf16_offset`] finds it; what lies
/// beyond the end of its line, or of the text, is that end. For who asks about a text once: an index takes a while to make.
pub fn utf16_offset(text: &str, line: u32, column: u32) -> u32 {
    let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let start = match line.checked_sub(2) {
        Some(passed) => ends.nth(passed as usize).map_or(text.len(), |it| it + 1),
        None => 0,
    };
    let found = ends.next();
    let end = found.unwrap_or(text.len());
    let content = &text[start..end];
    let content = if found.is_some() { content.strip_suffix('\r').unwrap_or(content) } else { content };
    let (mut offset, mut behind) = (start, 1);
    for c in content.chars() {
        behind += c.len_utf16();
        if behind > column as usize {
            break;
        }
        offset += c.len_utf8();
    }
    Span::at(0, offset).end
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
        let offset = self.floor(offset);
        let (before, passed) = (self.surplus(start), self.surplus(offset));
        let column = |surplus: u32| offset - start - surplus + 1;
        Position {
            line: Span::at(0, line).end + 1,
            column: column(passed.chars - before.chars),
            utf16_column: column(passed.utf16 - before.utf16),
        }
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
        let before = unit.of(self.surplus(span.start));
        // The column behind a wide character: those that end at or before the wanted one have been passed.
        let behind = |it: &Wide| it.offset + u32::from(it.utf8) - span.start - (unit.of(it.surplus) - before);
        let first = self.wide.partition_point(|it| it.offset < span.start);
        let passed = self.wide[first..].partition_point(|it| it.offset < span.end && behind(it) <= wanted);
        let surplus = self.surplus_of(first + passed);
        let offset = span.start.checked_add(wanted)?.checked_add(unit.of(surplus) - before)?;
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

    /// What the wide characters in front of an offset have beyond one byte a column.
    fn surplus(&self, offset: u32) -> Surplus {
        self.surplus_of(self.wide.partition_point(|wide| wide.offset < offset))
    }

    /// The same for the first so many wide characters.
    fn surplus_of(&self, count: usize) -> Surplus {
        count.checked_sub(1).map_or_else(Surplus::default, |last| self.wide[last].surplus)
    }
}

impl Unit {
    fn of(self, surplus: Surplus) -> u32 {
        match self {
            Self::Char => surplus.chars,
            Self::Utf16 => surplus.utf16,
        }
    }
}

fn wide_chars(text: &str) -> Vec<Wide> {
    if text.is_ascii() {
        return Vec::new();
    }
    let (mut wide, mut surplus, mut at) = (Vec::new(), Surplus::default(), 0);
    while let Some(c) = text.get(at..).and_then(|it| it.chars().next()) {
        if c.is_ascii() {
            at += ascii_ahead(&text.as_bytes()[at..]);
            continue;
        }
        let (utf8, utf16) = (c.len_utf8().to_le_bytes()[0], c.len_utf16().to_le_bytes()[0]);
        surplus.chars += u32::from(utf8) - 1;
        surplus.utf16 += u32::from(utf8 - utf16);
        wide.push(Wide { offset: Span::at(0, at).end, utf8, surplus });
        at += c.len_utf8();
    }
    wide
}

/// How many bytes from here are certainly ASCII; at least the one that the caller has seen. Blocks are looked at whole,
/// since nearly all of them are.
fn ascii_ahead(bytes: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let blocks = bytes.chunks_exact(BLOCK).take_while(|it| it.is_ascii()).count() * BLOCK;
    let rest = bytes[blocks..].iter().take(BLOCK).take_while(|it| it.is_ascii()).count();
    blocks + rest
}
