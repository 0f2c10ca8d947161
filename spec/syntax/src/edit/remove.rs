//! Members and elements taken away together with their comma.

use super::layout::{Item, after_line_comment, comma_after, inner, items, next_text, space_before};
use crate::apply::Edit;
use crate::document::Document;
use crate::node::Kind;
use crate::span::Span;
use crate::value::Value;

/// Takes the member with this value away; `None` if the value is not that of a member.
pub fn remove_member(value: Value<'_>) -> Option<Vec<Edit>> {
    value.key()?;
    remove(value)
}

/// Takes an element of an array away; `None` if it is none.
pub fn remove_element(value: Value<'_>) -> Option<Vec<Edit>> {
    value.parent().filter(|it| it.kind() == Kind::Array)?;
    remove(value)
}

fn remove(value: Value<'_>) -> Option<Vec<Edit>> {
    let container = value.parent()?;
    let siblings = items(container);
    let index = siblings.iter().position(|it| it.value.id() == value.id())?;
    let item = siblings[index].span();
    let doc = value.document();
    let comma = comma_after(doc, item.end);
    Some(match (comma, index.checked_sub(1)) {
        _ if index + 1 < siblings.len() => remove_before_next(doc, item, comma),
        (_, None) => remove_only(container, item, comma),
        (Some(comma), Some(_)) => remove_tail(doc, item, comma),
        (None, Some(before)) => remove_last(doc, item, siblings[before]),
    })
}

/// The comma goes with the item; the white space before it serves the next one.
fn remove_before_next(doc: &Document, item: Span, comma: Option<Span>) -> Vec<Edit> {
    let end = item.end;
    match comma {
        Some(comma) if next_text(doc, end) == comma.start => {
            vec![Edit::delete(Span::new(item.start, next_text(doc, comma.end)))]
        }
        Some(comma) => vec![Edit::delete(item), Edit::delete(Span::new(comma.start, next_text(doc, comma.end)))],
        None => vec![Edit::delete(Span::new(item.start, next_text(doc, end)))],
    }
}

/// Nothing but comments is left.
fn remove_only(container: Value<'_>, item: Span, comma: Option<Span>) -> Vec<Edit> {
    let doc = container.document();
    let inner = inner(container);
    let end = comma.map_or(item.end, |comma| comma.end);
    let before = space_before(doc, item.start) <= inner.start;
    let after = next_text(doc, end) >= inner.end;
    let behind = comma.is_none_or(|comma| next_text(doc, item.end) == comma.start);
    if before && after && behind {
        return vec![Edit::delete(inner)];
    }
    let mut edits = vec![Edit::delete(with_space(doc, item))];
    edits.extend(comma.map(Edit::delete));
    edits
}

/// The last item has a comma behind it, as the one before will have then.
fn remove_tail(doc: &Document, item: Span, comma: Span) -> Vec<Edit> {
    let item = with_space(doc, item);
    if next_text(doc, item.end) == comma.start {
        return vec![Edit::delete(item.to(comma))];
    }
    vec![Edit::delete(item), Edit::delete(comma)]
}

/// The comma before the last item goes with it.
fn remove_last(doc: &Document, item: Span, before: Item<'_>) -> Vec<Edit> {
    let item = with_space(doc, item);
    match comma_after(doc, before.span().end).filter(|comma| comma.end <= item.start) {
        Some(comma) if comma.end == item.start => vec![Edit::delete(comma.to(item))],
        Some(comma) => vec![Edit::delete(comma), Edit::delete(item)],
        None => vec![Edit::delete(item)],
    }
}

/// The item and the white space before it, unless that closes a `//` comment which nothing else would close.
fn with_space(doc: &Document, item: Span) -> Span {
    let after = &doc.text()[Span::new(item.end, next_text(doc, item.end)).range()];
    if after_line_comment(doc, item.start) && !after.contains('\n') {
        return item;
    }
    Span::new(space_before(doc, item.start), item.end)
}
