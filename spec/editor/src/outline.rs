//! What a file declares, and what a whole repository does, by name.

use apigen_model::grammar::{Construct, ENUM_VALUE, Entry, FIELD, OPERATION};
use apigen_model::{FileId, Place, Repository, TypeKind};
use apigen_symbols::{Event, Frame, Name, walk};
use apigen_syntax::{Span, Value};

/// Something that a file declares, with what is inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its name.
    pub name: String,
    /// What there is to say in a few words, such as a field's type.
    pub detail: String,
    /// What it is.
    pub kind: OutlineKind,
    /// The whole of it.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
    /// What is inside it.
    pub children: Vec<Outline>,
}

/// What something in an outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutlineKind {
    /// A type.
    Type(TypeKind),
    /// A field.
    Field,
    /// A value of an enum.
    Value,
    /// A resource.
    Resource,
    /// An operation.
    Operation,
    /// A stream.
    Stream,
    /// A table.
    Table,
    /// An annotation.
    Annotation,
    /// A template.
    Template,
}

/// Something found by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OutlineKind,
    /// The namespace that it is in.
    pub container: String,
    /// Where its name stands.
    pub place: Place,
}

/// What a file declares, in the order of its text; nothing for a file that is no definition.
pub fn outline(repository: &Repository, file: FileId) -> Vec<Outline> {
    if repository.definition_in(file).is_none() {
        return Vec::new();
    }
    // Each entry beside the number of constructs around it; parents come before their children.
    let mut flat: Vec<(usize, Outline)> = Vec::new();
    walk(&repository.source(file).document, &mut |frames, event| {
        let found = match event {
            Event::Enter => construct(frames),
            Event::String(..) => None,
        };
        flat.extend(found.map(|it| (frames.len(), it)));
    });
    nest(flat)
}

fn nest(flat: Vec<(usize, Outline)>) -> Vec<Outline> {
    let mut open: Vec<(usize, Outline)> = Vec::new();
    let mut done = Vec::new();
    let close = |open: &mut Vec<(usize, Outline)>, done: &mut Vec<Outline>| {
        if let Some((_, finished)) = open.pop() {
            open.last_mut().map_or(&mut *done, |(_, parent)| &mut parent.children).push(finished);
        }
    };
    for (depth, entry) in flat {
        while open.last().is_some_and(|(it, _)| *it >= depth) {
            close(&mut open, &mut done);
        }
        open.push((depth, entry));
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

/// The entry of the innermost construct, when it is one that people look for.
fn construct(frames: &[Frame<'_>]) -> Option<Outline> {
    let frame = frames.last()?;
    let node = frame.node;
    let text = |key: &str| node.get(key).and_then(Value::as_str).map(std::borrow::Cow::into_owned);
    let is = |it: &'static Construct| frame.construct.is(it);
    let (kind, name, said, detail) = match frame.name {
        Some((name, said)) => (kind(name)?, said.as_str()?.into_owned(), said, String::new()),
        None if is(&FIELD) => (OutlineKind::Field, text("name")?, node.get("name")?, text("type").unwrap_or_default()),
        None if is(&ENUM_VALUE) => (OutlineKind::Value, text("name")?, node.get("name")?, String::new()),
        None if is(&OPERATION) => {
            let name = format!("{} {}", text("method")?, text("path").unwrap_or_default());
            (OutlineKind::Operation, name.trim_end().to_owned(), node.get("method")?, String::new())
        }
        None => return None,
    };
    let span = said.span().to(node.span());
    // Editors refuse entries without a name.
    let name = if name.trim().is_empty() { "?".to_owned() } else { name };
    Some(Outline { name, detail, kind, span, name_span: said.span(), children: Vec::new() })
}

fn kind(name: Name) -> Option<OutlineKind> {
    Some(match name {
        Name::Inline(kind) | Name::Entry(Entry::Type(kind)) => OutlineKind::Type(kind),
        Name::Entry(Entry::Resource) => OutlineKind::Resource,
        Name::Entry(Entry::Annotation) => OutlineKind::Annotation,
        Name::Entry(Entry::Stream) => OutlineKind::Stream,
        Name::Entry(Entry::Table) => OutlineKind::Table,
        Name::Entry(Entry::ModelTemplate | Entry::ResourceTemplate) => OutlineKind::Template,
        Name::Entry(Entry::Response) => return None,
    })
}

/// Everything at the top of any definition whose name has the letters of a text in their order, at most `limit`.
pub fn search(repository: &Repository, text: &str, limit: usize) -> Vec<Sighting> {
    let mut found = Vec::new();
    for definition in repository.definitions() {
        let mut see = |name: &str, kind: OutlineKind, origin| {
            if found.len() < limit && has_letters(name, text) {
                let place = repository.place(origin, repository.name_span(origin));
                let container = definition.namespace.to_string();
                found.push(Sighting { name: name.to_owned(), kind, container, place });
            }
        };
        definition.types().for_each(|(id, it)| see(it.name(), OutlineKind::Type(id.kind), it.meta().origin));
        for resource in &definition.resources {
            let operations = resource.operations.iter();
            operations.for_each(|it| see(&it.label(), OutlineKind::Operation, it.meta.origin));
        }
        definition.streams.iter().for_each(|it| see(&it.name, OutlineKind::Stream, it.meta.origin));
        definition.tables.iter().for_each(|it| see(&it.name, OutlineKind::Table, it.meta.origin));
    }
    found
}

/// Whether a name has the letters of a text in their order, as `usrfm` is in `user_form`.
fn has_letters(name: &str, text: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    text.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|it| it == wanted))
}

#[cfg(test)]
mod tests {
    use super::has_letters;

    #[test]
    fn letters_are_found_in_their_order() {
        assert!(has_letters("user_form", "UsrFm") && has_letters("user", ""));
        assert!(!has_letters("user_form", "fu") && !has_letters("user", "users"));
    }
}
