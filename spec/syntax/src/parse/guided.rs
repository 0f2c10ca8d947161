//! Where a missing bracket belongs, told from the indentation.
//!
//! Brackets alone show a missing `}` only at the end of the text, far from the mistake.
//! So a text with missing or surplus brackets is read once more, believing the layout where the two disagree.

use super::machine::{Machine, Step};
use crate::span::Span;

impl Machine<'_> {
    /// Looks at the token at this place, and acts if it stands too far left or right for the container it is in.
    #[cold]
    pub(super) fn heed_layout(&mut self) -> Option<Step> {
        let column = self.column(self.at)?;
        match self.peek() {
            b'}' | b']' => self.heed_closer(column),
            b',' | b':' | 0 => None,
            _ => self.heed_item(column),
        }
    }

    /// A closing bracket alone on its line belongs to the opening one whose line starts at the same column.
    fn heed_closer(&mut self, column: usize) -> Option<Step> {
        let is_object = self.peek() == b'}';
        let innermost = self.frames.last()?;
        let indent = self.indent_of(self.frames.len() - 1);
        if innermost.is_object == is_object && indent == column {
            return None;
        }
        if indent < column {
            // It stands right of where the innermost container could end.
            return Some(self.surplus_closer());
        }
        let fits = |&level: &usize| self.frames[level].is_object == is_object && self.indent_of(level) == column;
        let owner = (0..self.frames.len()).rev().find(fits)?;
        if self.comma > self.end {
            self.trailing_comma();
        }
        self.end_above(owner, "");
        Some(Step::After)
    }

    /// A member or element at the start of a line belongs to the container whose first child has the same column.
    fn heed_item(&mut self, column: usize) -> Option<Step> {
        let innermost = self.frames.len().checked_sub(1)?;
        let inside = match self.child_column(innermost) {
            Some(own) => column >= own,
            None if self.frames[innermost].count > 0 => true,
            None => column > self.indent_of(innermost),
        };
        if inside {
            return None;
        }
        let is_key = self.starts_key();
        let fits = |&level: &usize| self.frames[level].is_object == is_key && self.child_column(level) == Some(column);
        let owner = (0..innermost).rev().find(fits)?;
        let comma = if self.comma > self.end { "" } else { "," };
        self.end_above(owner, comma);
        Some(self.item())
    }

    /// Ends the containers inside the one at `level`.
    fn end_above(&mut self, level: usize, comma: &str) {
        let found = Span::at(self.at, self.at + 1);
        self.end_containers(self.frames.len() - 1 - level, found, comma);
    }

    /// How far the line of the opening bracket is indented.
    fn indent_of(&self, level: usize) -> usize {
        let start = self.nodes[self.frames[level].node as usize].start;
        self.indentation(start as usize).len()
    }

    /// The column of the first child, if it starts a line.
    fn child_column(&self, level: usize) -> Option<usize> {
        let first = self.nodes.get(self.frames[level].node as usize + 1)?;
        self.column(first.start as usize)
    }

    /// The column of a token that starts its line.
    fn column(&self, at: usize) -> Option<usize> {
        let before = &self.text[..at];
        let line = before.trim_end_matches([' ', '\t']);
        let starts = line.is_empty() || line.ends_with('\n');
        starts.then_some(before.len() - line.len())
    }
}
