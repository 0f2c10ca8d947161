//! Where tools point when something is gone: they show files as they are now, where its line says something else.

use apigen_compat::Change;

use super::Compared;
use crate::render::finding::Spot;

/// The nearest thing around a removed one that still is there, by name.
pub(super) fn around<'a>(compared: &Compared<'a>, change: &Change) -> Option<Spot<'a>> {
    let old = compared.old.repository.node(change.old?.origin).pointer();
    let definition = compared.new.repository.by_namespace(&change.namespace)?;
    let document = &compared.new.repository.source(definition.file).document;
    let mut pointer = named(&old);
    let value = loop {
        if pointer.is_empty() {
            break document.at_pointer("/name").or_else(|| document.at_pointer(""))?;
        }
        if let Some(found) = document.at_pointer(pointer) {
            break found;
        }
        pointer = pointer.rsplit_once('/').map_or("", |it| it.0);
    };
    Some(compared.new.spot_at(definition.file, value.key().unwrap_or(value).span()))
}

/// A pointer up to its first position in an array, since positions shift when something is removed.
fn named(pointer: &str) -> &str {
    let mut end = 0;
    for segment in pointer.split('/').skip(1) {
        if segment.bytes().all(|it| it.is_ascii_digit()) {
            break;
        }
        end += segment.len() + 1;
    }
    &pointer[..end]
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn positions_are_left_out() {
        assert_eq!(named("/models/order/fields/3/type"), "/models/order/fields");
        assert_eq!(named("/models/order"), "/models/order");
        assert_eq!(named("/2"), "");
        assert_eq!(named(""), "");
    }
}
