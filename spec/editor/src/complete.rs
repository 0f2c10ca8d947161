//! What may stand at a byte: keys, types, names of what is declared, words.

mod names;

use apigen_model::grammar::{Construct, Entry, Key, Shape};
use apigen_model::{FileId, Repository};
use apigen_symbols::{Event, Frame, Name, Role, is_closed, walk_around};
use apigen_syntax::{Document, Kind, Member, Span, Value, quote};

use names::Names;

/// Something that may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What people choose by.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What it is for, in a clause.
    pub detail: String,
    /// What it replaces.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key of a construct.
    Key,
    /// A type.
    Type,
    /// The name of something else that is declared.
    Name,
    /// A word of the language.
    Word,
}

/// A name that fits, and what it is.
pub(crate) struct Candidate {
    name: String,
    kind: CompletionKind,
    detail: String,
}

/// What may stand at a byte of a file, which may be broken there; nothing in a file that is no definition.
pub fn complete(repository: &Repository, file: FileId, offset: u32) -> Vec<Completion> {
    let Some(definition) = repository.definition_in(file) else { return Vec::new() };
    let document = &repository.source(file).document;
    let offset = u32::try_from(document.text().len()).unwrap_or(u32::MAX).min(offset);
    let place = Place::find(document, offset);
    let names = Names { repository, definition };
    match place.string {
        Some((role, node)) => in_string(&names, &place.frames, role, node, offset),
        None => place.frames.last().map_or_else(Vec::new, |it| between(&names, &place.frames, it, offset)),
    }
}

/// The constructs around a byte, and the string that it is in.
struct Place<'d> {
    frames: Vec<Frame<'d>>,
    string: Option<(Role, Value<'d>)>,
}

impl<'d> Place<'d> {
    fn find(document: &'d Document, offset: u32) -> Self {
        let mut place = Self { frames: Vec::new(), string: None };
        walk_around(document, offset, &mut |frames, event| match event {
            Event::Enter if frames.last().is_some_and(|it| is_inside(it.node, offset)) => {
                place.frames = frames.to_vec();
            }
            Event::String(role, node) if is_inside(node, offset) => {
                place.frames = frames.to_vec();
                place.string = Some((role, node));
            }
            _ => {}
        });
        place
    }
}

/// Whether a byte is behind what opens a value, and before what closes it, if anything does.
fn is_inside(node: Value<'_>, offset: u32) -> bool {
    let span = node.span();
    let open = !is_closed(node) && (node.kind() != Kind::String || offset == span.end);
    span.start < offset && (offset < span.end || open)
}

fn in_string(names: &Names<'_>, frames: &[Frame<'_>], role: Role, node: Value<'_>, offset: u32) -> Vec<Completion> {
    if let (Role::Key(_), Some(frame)) = (role, frames.last()) {
        return keys(frame, key_span(node, offset), is_followed_by_colon(node), Some(node));
    }
    let span = node.span();
    let end = if is_closed(node) { span.end - 1 } else { offset };
    let quote = if is_closed(node) { "" } else { "\"" };
    let span = Span::new(span.start + 1, end);
    candidates(names, frames, role, node).into_iter().map(|it| it.at(span, |name| format!("{name}{quote}"))).collect()
}

/// The whole key; of one without closing quote, the part before the cursor.
fn key_span(node: Value<'_>, offset: u32) -> Span {
    let span = node.span();
    if is_closed(node) { span } else { Span::new(span.start, offset) }
}

fn is_followed_by_colon(key: Value<'_>) -> bool {
    key.document().text()[key.span().end as usize..].trim_ascii_start().starts_with(':')
}

/// What may stand between the members of a construct, or where the value of one is missing.
fn between(names: &Names<'_>, frames: &[Frame<'_>], frame: &Frame<'_>, offset: u32) -> Vec<Completion> {
    let here = Span::empty(offset);
    let before = frame.node.members().filter(|it| it.key.span().start < offset).last();
    let Some(member) = before else { return keys(frame, here, false, None) };
    if offset <= member.key.span().end {
        return Vec::new();
    }
    let shape = frame.construct.key(&member.name()).map(|it| it.shape);
    if is_value_missing(member, offset) {
        return shape.map_or_else(Vec::new, |it| values(names, frames, it, member.value, here));
    }
    if is_inside(member.value, offset) && matches!(member.value.kind(), Kind::Object | Kind::Array) {
        return shape.map_or_else(Vec::new, |it| elements(names, frames, it, member.value, here));
    }
    let text = &frame.node.document().text()[member.span().end.min(offset) as usize..offset as usize];
    let separated = text.trim_ascii_end().ends_with(',') || text.contains('\n');
    if separated && !text.contains(':') { keys(frame, here, false, None) } else { Vec::new() }
}

/// Whether a byte is behind the colon of a member that has no value yet.
fn is_value_missing(member: Member<'_>, offset: u32) -> bool {
    let key = member.key.span();
    let empty = member.value.kind() == Kind::Invalid && member.value.span().is_empty();
    let text = &member.key.document().text()[key.end as usize..(offset as usize).max(key.end as usize)];
    let until = if empty { offset } else { member.value.span().start };
    text.trim_ascii() == ":" && offset <= until
}

fn values(names: &Names<'_>, frames: &[Frame<'_>], shape: Shape, value: Value<'_>, here: Span) -> Vec<Completion> {
    let role = match shape {
        Shape::Text(text) | Shape::OneOrText(_, text) => Role::Text(text),
        Shape::Type => Role::Type,
        Shape::Any => Role::Value,
        Shape::Flag | Shape::OneOrFlag(_) => {
            let word = |it: &str| Candidate::new(it, CompletionKind::Word, "").at(here, str::to_owned);
            return ["true", "false"].map(word).into();
        }
        _ => return vec![stub(shape, here)],
    };
    candidates(names, frames, role, value).into_iter().map(|it| it.at(here, quote)).collect()
}

fn stub(shape: Shape, here: Span) -> Completion {
    let text = empty(shape);
    Candidate::new(text, CompletionKind::Word, "nothing in it yet").at(here, str::to_owned)
}

/// What may stand directly in a list or section.
fn elements(names: &Names<'_>, frames: &[Frame<'_>], shape: Shape, list: Value<'_>, here: Span) -> Vec<Completion> {
    let role = match shape {
        Shape::Texts(text) | Shape::ListOrTexts(_, text) => Role::Text(text),
        Shape::Section(_, entry) if list.kind() == Kind::Object => Role::Name(Name::Entry(entry)),
        _ => return Vec::new(),
    };
    let tail = if matches!(role, Role::Name(_)) { ": {}" } else { "" };
    let found = candidates(names, frames, role, list).into_iter();
    found.map(|it| it.at(here, |name| format!("{}{tail}", quote(name)))).collect()
}

fn candidates(names: &Names<'_>, frames: &[Frame<'_>], role: Role, node: Value<'_>) -> Vec<Candidate> {
    match role {
        Role::Type | Role::Cast | Role::Name(Name::Entry(Entry::Resource)) => names.types(),
        Role::Name(Name::Entry(Entry::Response)) => names::codes(),
        Role::Text(text) => names.texts(frames, text, node),
        Role::Value => names.values(frames),
        Role::Key(_) | Role::Name(_) | Role::Data => Vec::new(),
    }
}

/// The keys that a construct does not have yet, each with an empty value; without one where a colon follows.
fn keys(frame: &Frame<'_>, span: Span, has_value: bool, own: Option<Value<'_>>) -> Vec<Completion> {
    let construct: &'static Construct = frame.construct;
    let is_free = |key: &&Key| {
        let mut members = frame.node.members().filter(|it| own.is_none_or(|own| own.id() != it.key.id()));
        members.all(|it| it.name() != key.name)
    };
    let free = construct.keys.iter().filter(is_free);
    free.map(|key| {
        let value = if has_value { String::new() } else { format!(": {}", empty(key.shape)) };
        let required = if key.required { " (required)" } else { "" };
        let detail = format!("{}{required}", key.about);
        let candidate = Candidate::new(key.name, CompletionKind::Key, &detail);
        candidate.at(span, |name| format!("{}{value}", quote(name)))
    })
    .collect()
}

/// A value of a shape that says nothing yet.
fn empty(shape: Shape) -> &'static str {
    match shape {
        Shape::Text(_) | Shape::Type | Shape::Any => "\"\"",
        Shape::Flag | Shape::OneOrFlag(_) => "true",
        Shape::Number => "0",
        Shape::Texts(_) | Shape::List(_) | Shape::ListOrTexts(..) => "[]",
        Shape::Data | Shape::Casts | Shape::One(_) | Shape::OneOrText(..) | Shape::Section(..) => "{}",
    }
}

impl Candidate {
    fn new(name: impl Into<String>, kind: CompletionKind, detail: &str) -> Self {
        Self { name: name.into(), kind, detail: detail.to_owned() }
    }

    fn at(self, span: Span, text: impl Fn(&str) -> String) -> Completion {
        let text = text(&self.name);
        Completion { label: self.name, kind: self.kind, detail: self.detail, span, text }
    }
}
