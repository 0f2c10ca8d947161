//! A walk through the text of a definition along the grammar: every key and every string, and what it is there.

use apigen_model::TypeKind;
use apigen_model::grammar::{Construct, DEFINITION, Entry, Key, Shape, Text, inline};
use apigen_syntax::{Document, Kind, SyntaxErrorKind, Value};

/// A construct around a place.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'d> {
    /// What it is.
    pub construct: &'static Construct,
    /// Where it stands.
    pub node: Value<'d>,
    /// What its name names, and where that stands, when it has one.
    pub name: Option<(Name, Value<'d>)>,
}

/// What the name of a construct names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// An entry of a section.
    Entry(Entry),
    /// A type that is declared where it is used.
    Inline(TypeKind),
}

/// What a string is.
#[derive(Debug, Clone, Copy)]
pub enum Role {
    /// The key of a member; none when the construct has no such key.
    Key(Option<&'static Key>),
    /// The name of the innermost construct.
    Name(Name),
    /// The name of a type, possibly in lists and maps.
    Type,
    /// A type that a template's use renames, or what it is renamed to.
    Cast,
    /// A text of a construct.
    Text(Text),
    /// A value that may be one of an enum.
    Value,
    /// Something inside the data of an attribute.
    Data,
}

/// What a walk meets.
#[derive(Debug, Clone, Copy)]
pub enum Event<'d> {
    /// The construct that is now the innermost one.
    Enter,
    /// A string, keys included.
    String(Role, Value<'d>),
}

/// Shows everything in a document, with the constructs around it, outermost first.
pub fn walk<'d>(document: &'d Document, see: &mut dyn FnMut(&[Frame<'d>], Event<'d>)) {
    start(document, None, see);
}

/// Shows what stands around a byte, and nothing else.
pub fn walk_around<'d>(document: &'d Document, offset: u32, see: &mut dyn FnMut(&[Frame<'d>], Event<'d>)) {
    start(document, Some(offset), see);
}

fn start<'d>(document: &'d Document, around: Option<u32>, see: &mut dyn FnMut(&[Frame<'d>], Event<'d>)) {
    let mut walker = Walker { around, frames: Vec::new(), see };
    if let Some(root) = document.root() {
        walker.construct(&DEFINITION, root, None);
    }
}

/// Whether a byte is in a value or at its edge. What is not closed goes on to wherever somebody types.
fn touches(node: Value<'_>, offset: u32) -> bool {
    let span = node.span();
    span.start <= offset && (offset <= span.end || !is_closed(node))
}

/// Whether a container, or a string, has what ends it.
pub fn is_closed(node: Value<'_>) -> bool {
    let start = node.span().start;
    let opens_here =
        |it: &SyntaxErrorKind| matches!(it, SyntaxErrorKind::UnclosedContainer { opened, .. } if opened.start == start);
    let ends_with = |closer: char| node.span().len() > 1 && node.raw().ends_with(closer);
    // What a container ends with may be the end of something inside.
    let is_reported = || node.document().errors().iter().any(|it| opens_here(&it.kind));
    match node.kind() {
        Kind::String => ends_with('"'),
        Kind::Array => ends_with(']') && !is_reported(),
        Kind::Object => ends_with('}') && !is_reported(),
        _ => true,
    }
}

struct Walker<'d, 's> {
    around: Option<u32>,
    frames: Vec<Frame<'d>>,
    see: &'s mut dyn FnMut(&[Frame<'d>], Event<'d>),
}

/// Recursion is bounded by [`Document::MAX_DEPTH`].
impl<'d> Walker<'d, '_> {
    fn is_wanted(&self, node: Value<'d>) -> bool {
        self.around.is_none_or(|it| touches(node, it))
    }

    fn string(&mut self, role: Role, node: Value<'d>) {
        let wanted = self.around.is_none_or(|it| node.span().start <= it && it <= node.span().end);
        if node.kind() == Kind::String && wanted {
            (self.see)(&self.frames, Event::String(role, node));
        }
    }

    fn construct(&mut self, construct: &'static Construct, node: Value<'d>, name: Option<(Name, Value<'d>)>) {
        if node.kind() != Kind::Object || !self.is_wanted(node) {
            return;
        }
        self.frames.push(Frame { construct, node, name });
        (self.see)(&self.frames, Event::Enter);
        for member in node.members() {
            let key = construct.key(&member.name());
            self.string(Role::Key(key), member.key);
            match name {
                Some((name, said)) if said.id() == member.value.id() => self.string(Role::Name(name), said),
                _ => {
                    if let Some(key) = key {
                        self.shape(key.shape, member.value);
                    }
                }
            }
        }
        self.frames.pop();
    }

    fn shape(&mut self, shape: Shape, node: Value<'d>) {
        match shape {
            Shape::Text(text) => self.string(Role::Text(text), node),
            Shape::Texts(text) => node.elements().for_each(|it| self.string(Role::Text(text), it)),
            Shape::Flag | Shape::Number => {}
            Shape::Any => self.string(Role::Value, node),
            Shape::Data => self.data(node),
            Shape::Type => self.type_use(node),
            Shape::Casts => {
                for member in node.members() {
                    self.string(Role::Cast, member.key);
                    self.string(Role::Cast, member.value);
                }
            }
            Shape::One(construct) | Shape::OneOrFlag(construct) => self.construct(construct, node, None),
            Shape::OneOrText(construct, text) => {
                self.string(Role::Text(text), node);
                self.construct(construct, node, None);
            }
            Shape::List(construct) => node.elements().for_each(|it| self.construct(construct, it, None)),
            Shape::ListOrTexts(construct, text) => {
                for element in node.elements() {
                    self.string(Role::Text(text), element);
                    self.construct(construct, element, None);
                }
            }
            Shape::Section(construct, entry) => self.section(construct, entry, node),
        }
    }

    fn section(&mut self, construct: &'static Construct, entry: Entry, node: Value<'d>) {
        for member in node.members() {
            self.string(Role::Name(Name::Entry(entry)), member.key);
            self.construct(construct, member.value, Some((Name::Entry(entry), member.key)));
        }
        for element in node.elements() {
            let name = element.get(entry.key()).map(|it| (Name::Entry(entry), it));
            self.construct(construct, element, name);
        }
    }

    fn type_use(&mut self, node: Value<'d>) {
        self.string(Role::Type, node);
        let declared = node.members().find_map(|it| Some((inline(&it.name())?, it.value)));
        if let Some(((construct, kind), name)) = declared {
            self.construct(construct, node, Some((Name::Inline(kind), name)));
        }
    }

    fn data(&mut self, node: Value<'d>) {
        if !self.is_wanted(node) {
            return;
        }
        self.string(Role::Data, node);
        node.members().for_each(|it| self.data(it.value));
        node.elements().for_each(|it| self.data(it));
    }
}
