//! A text as an editor has it, which counts more than the one on disk.

use gen_lsp_types::{TextDocumentContentChangeEvent as Change, Uri};

use super::place;

/// An open text.
#[derive(Debug)]
pub(super) struct Buffer {
    /// The address under which the editor knows it.
    pub(super) uri: Uri,
    /// The editor's count of changes.
    pub(super) version: i32,
    pub(super) text: String,
}

impl Buffer {
    /// Applies changes in their order, each to what the one before left.
    pub(super) fn change(&mut self, version: i32, changes: Vec<Change>) {
        self.version = version;
        for change in changes {
            match change {
                Change::TextDocumentContentChangePartial(part) => {
                    let span = place::span_once(&self.text, part.range);
                    self.text.replace_range(span.range(), &part.text);
                }
                Change::TextDocumentContentChangeWholeDocument(whole) => self.text = whole.text,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Position, Range, TextDocumentContentChangePartial};

    use super::*;

    #[test]
    fn each_change_sees_the_one_before() {
        let at = |start, end| Range {
            start: Position { line: 0, character: start },
            end: Position { line: 0, character: end },
        };
        let part = |range, text: &str| {
            Change::from(TextDocumentContentChangePartial { range, text: text.to_owned(), ..Default::default() })
        };
        let mut buffer = Buffer { uri: Uri(String::new()), version: 1, text: "a😀b".to_owned() };
        buffer.change(2, vec![part(at(3, 4), "cd"), part(at(1, 3), ""), part(at(3, 99), "!")]);
        assert_eq!((buffer.version, buffer.text.as_str()), (2, "acd!"));
    }
}
