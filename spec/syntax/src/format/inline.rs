//! Containers that stand on one line.

use super::{WIDTH, Writer};
use crate::node::Kind;
use crate::value::Value;

impl Writer<'_> {
    /// Writes a container on the current line if it may stand there and fits; leaves no trace otherwise.
    pub(super) fn inline(&mut self, value: Value<'_>, column: usize, after: usize) -> bool {
        let start = self.out.len();
        let mut line = Line { out: &mut self.out, room: WIDTH.saturating_sub(column + after) };
        let fits = line.container(value).is_some();
        if !fits && !value.is_empty() {
            self.out.truncate(start);
            return false;
        }
        if !fits {
            // An empty container has no other form.
            self.out.truncate(start);
            self.out.push_str(brackets(value));
        }
        true
    }
}

/// What is left of a line; writing beyond it fails.
struct Line<'o> {
    out: &'o mut String,
    room: usize,
}

impl Line<'_> {
    fn container(&mut self, value: Value<'_>) -> Option<()> {
        if value.is_empty() {
            return self.push(brackets(value));
        }
        if value.kind() == Kind::Array {
            return self.array(value, Self::item);
        }
        let mut open = "{ ";
        for member in value.members() {
            self.push(open)?;
            self.push(member.key.raw())?;
            self.push(": ")?;
            self.item(member.value)?;
            open = ", ";
        }
        self.push(" }")
    }

    /// A scalar, an empty container or an array of scalars.
    fn item(&mut self, value: Value<'_>) -> Option<()> {
        match value.kind() {
            Kind::Array if !value.is_empty() => self.array(value, Self::plain),
            _ => self.plain(value),
        }
    }

    /// A scalar or an empty container.
    fn plain(&mut self, value: Value<'_>) -> Option<()> {
        match value.kind() {
            Kind::Array | Kind::Object if !value.is_empty() => None,
            Kind::Array | Kind::Object => self.push(brackets(value)),
            _ => self.push(value.raw()),
        }
    }

    fn array(&mut self, value: Value<'_>, item: fn(&mut Self, Value<'_>) -> Option<()>) -> Option<()> {
        let mut open = "[";
        for element in value.elements() {
            self.push(open)?;
            item(self, element)?;
            open = ", ";
        }
        self.push("]")
    }

    fn push(&mut self, text: &str) -> Option<()> {
        // Counting the characters of a long text is not needed to know that it is too long.
        let width = if text.len() > 4 * WIDTH {
            return None;
        } else {
            text.chars().count()
        };
        self.room = self.room.checked_sub(width)?;
        self.out.push_str(text);
        Some(())
    }
}

fn brackets(value: Value<'_>) -> &'static str {
    if value.kind() == Kind::Object { "{}" } else { "[]" }
}
