//! New members and elements, laid out like their siblings.

use super::layout::{Item, comma_after, indentation, inner, items, line_end, line_tail, next_text, space_before};
use crate::apply::Edit;
use crate::document::Document;
use crate::node::Kind;
use crate::quote::quote;
use crate::span::Span;
use crate::value::Value;

/// One level of indentation where there is no sibling to learn from.
const UNIT: &str = "  ";

/// Where a new member goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// Before all others.
    First,
    /// After all others.
    Last,
    /// After the member with this key, or after all if there is none.
    After(&'a str),
}

/// Adds a member to an object; `None` if it is not an object.
///
/// `text` is the value; its further lines are indented to where it goes.
pub fn insert_member(object: Value<'_>, key: &str, text: &str, place: Place<'_>) -> Option<Vec<Edit>> {
    if object.kind() != Kind::Object {
        return None;
    }
    let siblings = items(object);
    let anchor = match place {
        Place::First => 0,
        Place::Last => siblings.len(),
        Place::After(name) => {
            let named = |it: &Item<'_>| it.key.and_then(Value::as_str).is_some_and(|k| k == name);
            let found = siblings.iter().position(named);
            found.map_or(siblings.len(), |index| index + 1)
        }
    };
    let colon = siblings.first().map_or(": ", |&it| colon(it));
    let member = format!("{}{colon}{text}", quote(key));
    Some(insert(object, &siblings, anchor, &member))
}

/// Adds an element at the end of an array; `None` if it is not an array.
pub fn insert_element(array: Value<'_>, text: &str) -> Option<Vec<Edit>> {
    let siblings = items(array);
    let end = siblings.len();
    (array.kind() == Kind::Array).then(|| insert(array, &siblings, end, text))
}

/// Inserts `text` so that it becomes the child number `index`.
fn insert(container: Value<'_>, siblings: &[Item<'_>], index: usize, text: &str) -> Vec<Edit> {
    match (siblings.first(), index) {
        (None, _) => only(container, text),
        (Some(&first), 0) => before(container.document(), first, text),
        (Some(_), _) => after(container.document(), siblings, index - 1, text),
    }
}

/// The first child of an empty container.
fn only(container: Value<'_>, text: &str) -> Vec<Edit> {
    let doc = container.document();
    let inner = inner(container);
    let broken = doc.text()[inner.range()].contains('\n') || text.contains('\n');
    let outer = indentation(doc, inner.start);
    let end = line_end(doc);
    let indent = format!("{outer}{UNIT}");
    let text = indented(text, &indent);
    let blank = next_text(doc, inner.start) >= inner.end;
    let edit = match (blank, broken, container.kind()) {
        // A comment stays above.
        (false, true, _) => Edit::replace(
            Span::new(space_before(doc, inner.end), inner.end),
            format!("{end}{indent}{text}{end}{outer}"),
        ),
        (false, false, _) => Edit::insert(inner.end, format!(" {text} ")),
        (true, true, _) => Edit::replace(inner, format!("{end}{indent}{text}{end}{outer}")),
        (true, false, Kind::Object) => Edit::replace(inner, format!(" {text} ")),
        (true, false, _) => Edit::replace(inner, text),
    };
    vec![edit]
}

/// A child before the first one.
fn before(doc: &Document, first: Item<'_>, text: &str) -> Vec<Edit> {
    let start = first.span().start;
    let gap = gap(doc, start);
    let text = indented(text, indentation(doc, start));
    let separator = if gap.is_empty() { " " } else { gap };
    vec![Edit::insert(start, format!("{text},{separator}"))]
}

/// A child after the one at `index`.
fn after(doc: &Document, siblings: &[Item<'_>], index: usize, text: &str) -> Vec<Edit> {
    let end = siblings[index].span().end;
    let separator = separator(doc, siblings, index);
    let text = indented(text, indentation(doc, siblings[index].span().start));
    // What is said about a child on its own line stays there, if the new child gets another line.
    let tail = |at: u32| {
        if separator.contains('\n') { line_tail(doc, at) } else { at }
    };
    if let Some(comma) = comma_after(doc, end) {
        let at = tail(comma.end);
        return vec![Edit::insert(at, format!("{separator}{text},"))];
    }
    let at = tail(end);
    if at == end {
        return vec![Edit::insert(end, format!(",{separator}{text}"))];
    }
    vec![Edit::insert(end, ","), Edit::insert(at, format!("{separator}{text}"))]
}

/// The white space between the child at `index` and its neighbour.
fn separator<'d>(doc: &'d Document, siblings: &[Item<'d>], index: usize) -> &'d str {
    let neighbour = if index > 0 { index } else { index + 1 };
    match siblings.get(neighbour) {
        Some(item) => gap(doc, item.span().start),
        None => match gap(doc, siblings[index].span().start) {
            gap if gap.contains('\n') => gap,
            _ => " ",
        },
    }
}

/// The white space before `start`, with no more than one line end.
fn gap(doc: &Document, start: u32) -> &str {
    let space = &doc.text()[Span::new(space_before(doc, start), start).range()];
    let line = space.rfind('\n').unwrap_or(0);
    let line = if space[..line].ends_with('\r') { line - 1 } else { line };
    &space[line..]
}

/// What stands between the key and the value of a member, unless it is unusual.
fn colon(item: Item<'_>) -> &str {
    let Some(key) = item.key else {
        return ": ";
    };
    let between = Span::new(key.span().end, item.value.span().start);
    let text = &key.document().text()[between.range()];
    let usual = text.trim_matches(' ') == ":";
    if usual { text } else { ": " }
}

/// The text with `indent` at the start of every further line.
fn indented(text: &str, indent: &str) -> String {
    text.replace('\n', &format!("\n{indent}"))
}
