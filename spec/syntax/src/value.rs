//! A value of a document: a cheap handle that reads the tape and the text.

use std::borrow::Cow;
use std::fmt;
use std::iter::successors;

use crate::decode;
use crate::directory::WIDE;
use crate::document::Document;
use crate::node::{ESCAPED, KEY, Kind, MANY, Node};
use crate::span::{NodeId, Span};

/// A value, or the key of a member, of a document.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    doc: &'d Document,
    id: NodeId,
}

/// One entry of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member<'d> {
    /// The key, which is a string.
    pub key: Value<'d>,
    /// The value, of kind [`Kind::Invalid`] with an empty span where it is missing.
    pub value: Value<'d>,
}

impl<'d> Value<'d> {
    pub(crate) const fn new(doc: &'d Document, id: NodeId) -> Self {
        Self { doc, id }
    }

    /// The place on the tape, with which [`Document::value`] finds it again.
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// The document it belongs to.
    pub const fn document(self) -> &'d Document {
        self.doc
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.node().kind()
    }

    /// Where it stands, quotes and brackets included.
    pub fn span(self) -> Span {
        self.node().span()
    }

    /// Its text.
    pub fn raw(self) -> &'d str {
        &self.doc.text[self.span().range()]
    }

    /// The meaning of a string, borrowed when it has no escapes.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        let node = self.node();
        (node.kind() == Kind::String).then(|| decode::string(&self.doc.text, node))
    }

    /// The meaning of `true` and `false`.
    pub fn as_bool(self) -> Option<bool> {
        let node = self.node();
        (node.kind() == Kind::Bool).then(|| node.end - node.start == 4)
    }

    /// The text of a number, which may be beyond every machine type.
    pub fn number_text(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// The number of elements or members.
    pub fn len(self) -> usize {
        let node = self.node();
        match node.kind() {
            Kind::Array if node.payload() == MANY => self.elements().count(),
            Kind::Object if node.payload() == MANY => self.members().count(),
            Kind::Array | Kind::Object => node.payload() as usize,
            _ => 0,
        }
    }

    /// Whether there are neither elements nor members.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The elements of an array; nothing for other values.
    pub fn elements(self) -> Elements<'d> {
        if self.kind() == Kind::Array { self.nodes() } else { Elements { doc: self.doc, next: 0, end: 0 } }
    }

    /// The members of an object; nothing for other values.
    pub fn members(self) -> Members<'d> {
        let mut nodes = self.nodes();
        if self.kind() != Kind::Object {
            nodes.end = nodes.next;
        }
        Members { nodes }
    }

    /// The value of the first member with this key.
    pub fn get(self, key: &str) -> Option<Value<'d>> {
        if self.kind() == Kind::Object && self.is_wide() {
            let key = self.doc.directory().key(self, key)?;
            return Some(Self::new(self.doc, NodeId::from_index(key.id.index() + 1)));
        }
        let member = self.members().find(|member| member.key.is(key))?;
        Some(member.value)
    }

    /// The key, when this is the value of a member.
    pub fn key(self) -> Option<Value<'d>> {
        let before = self.id.index().checked_sub(1)?;
        let key = Self::new(self.doc, NodeId::from_index(before));
        (key.node().has(KEY) && !self.node().has(KEY)).then_some(key)
    }

    /// Whether this is the key of a member.
    pub fn is_key(self) -> bool {
        self.node().has(KEY)
    }

    /// The container it stands in.
    pub fn parent(self) -> Option<Value<'d>> {
        let parent = self.doc.ancestry().parent(self.id)?;
        Some(Self::new(self.doc, parent))
    }

    /// The JSON pointer (RFC 6901) to it; for a key, to its value.
    pub fn pointer(self) -> String {
        let mut nodes: Vec<Self> = successors(Some(self), |it| it.parent()).collect();
        nodes.pop(); // Nothing leads to the root.
        let mut pointer = String::new();
        for node in nodes.into_iter().rev() {
            pointer.push('/');
            node.push_token(&mut pointer);
        }
        pointer
    }

    /// Writes what leads from its container to this node: a key, or the position in an array.
    fn push_token(self, pointer: &mut String) {
        let container = self.parent();
        if container.is_none_or(|it| it.kind() != Kind::Object) {
            pointer.push_str(&self.doc.ancestry().rank(self.id).to_string());
            return;
        }
        let key = if self.is_key() { Some(self) } else { self.key() };
        let key = key.and_then(Self::as_str).unwrap_or_default();
        if key.contains(['~', '/']) {
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(&key);
        }
    }

    /// The member or element that one token of a JSON pointer names.
    pub(crate) fn child(self, token: &str) -> Option<Value<'d>> {
        if self.kind() == Kind::Object {
            return self.get(&token.replace("~1", "/").replace("~0", "~"));
        }
        let plain = token == "0" || !token.starts_with(['0', '+']);
        let index = token.parse().ok().filter(|_| plain)?;
        if self.is_wide() { self.doc.directory().element(self, index) } else { self.elements().nth(index) }
    }

    /// Whether it has so many children that they are looked up in the directory of the document.
    pub(crate) fn is_wide(self) -> bool {
        let node = self.node();
        matches!(node.kind(), Kind::Array | Kind::Object) && node.payload() as usize >= WIDE
    }

    /// All direct children on the tape, keys included.
    pub(crate) fn nodes(self) -> Elements<'d> {
        Elements { doc: self.doc, next: self.id.index() + 1, end: self.node().next }
    }

    pub(crate) fn node(self) -> Node {
        #[cfg(test)]
        crate::steps::note();
        self.doc.tape()[self.id.index() as usize]
    }

    /// Whether it is a string that means `text`.
    fn is(self, text: &str) -> bool {
        let node = self.node();
        if node.has(ESCAPED) {
            self.as_str().is_some_and(|own| own == text)
        } else {
            decode::content(&self.doc.text, node) == text
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Value").field("id", &self.id).field("kind", &self.kind()).field("span", &self.span()).finish()
    }
}

impl<'d> Member<'d> {
    /// The key, decoded.
    pub fn name(self) -> Cow<'d, str> {
        self.key.as_str().unwrap_or_default()
    }

    /// Where the key stands, quotes included.
    pub fn key_span(self) -> Span {
        self.key.span()
    }

    /// From the key to the end of the value.
    pub fn span(self) -> Span {
        self.key.span().to(self.value.span())
    }
}

/// The elements of an array.
#[derive(Debug, Clone)]
pub struct Elements<'d> {
    doc: &'d Document,
    next: u32,
    end: u32,
}

impl<'d> Iterator for Elements<'d> {
    type Item = Value<'d>;

    fn next(&mut self) -> Option<Value<'d>> {
        if self.next >= self.end {
            return None;
        }
        let value = Value::new(self.doc, NodeId::from_index(self.next));
        self.next = value.node().next;
        Some(value)
    }
}

/// The members of an object.
#[derive(Debug, Clone)]
pub struct Members<'d> {
    nodes: Elements<'d>,
}

impl<'d> Iterator for Members<'d> {
    type Item = Member<'d>;

    fn next(&mut self) -> Option<Member<'d>> {
        let key = self.nodes.next()?;
        let value = self.nodes.next()?;
        Some(Member { key, value })
    }
}
