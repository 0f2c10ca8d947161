//! The text together with its tape.

use std::sync::OnceLock;

use crate::ancestry::Ancestry;
use crate::apply::{Edit, OverlappingEdits, apply};
use crate::directory::Directory;
use crate::error::SyntaxError;
use crate::lines::LineIndex;
use crate::node::Node;
use crate::parse;
use crate::span::{NodeId, Span};
use crate::value::Value;

/// A text and the tree of values in it; made by [`Document::parse`] from any bytes at all.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub(crate) text: String,
    tape: OnceLock<Vec<Node>>,
    pub(crate) comments: Vec<Span>,
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) lines: OnceLock<LineIndex>,
    pub(crate) ancestry: OnceLock<Ancestry>,
    directory: OnceLock<Directory>,
}

impl Document {
    /// Containers nested deeper than this are skipped.
    pub const MAX_DEPTH: usize = 512;

    /// Reads a text. Never fails: mistakes end up in [`Document::errors`] and the tree holds the rest.
    pub fn parse(bytes: Vec<u8>) -> Self {
        parse::document(bytes)
    }

    pub(crate) fn new(text: String, tape: Vec<Node>, comments: Vec<Span>, errors: Vec<SyntaxError>) -> Self {
        Self { text, tape: OnceLock::from(tape), comments, errors, ..Self::default() }
    }

    /// Gives back the memory of the tree, which is read from the text again when somebody asks for it.
    ///
    /// Whoever has taken what is needed from thousands of documents, most of which nobody will look at again, halves
    /// what they hold. A document with mistakes keeps its tree.
    pub fn forget_tree(&mut self) {
        if self.errors.is_empty() {
            self.tape = OnceLock::new();
            self.ancestry = OnceLock::new();
            self.directory = OnceLock::new();
        }
    }

    /// Whether the tree is at hand, and need not be read again.
    pub fn has_tree(&self) -> bool {
        self.tape.get().is_some()
    }

    pub(crate) fn tape(&self) -> &[Node] {
        self.tape.get_or_init(|| parse::tape(&self.text))
    }

    pub(crate) fn ancestry(&self) -> &Ancestry {
        self.ancestry.get_or_init(|| Ancestry::new(self.tape()))
    }

    pub(crate) fn directory(&self) -> &Directory {
        self.directory.get_or_init(|| Directory::new(self))
    }

    /// The text, in which every byte that is not UTF-8 became a `?`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong, in the order of the text.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Where comments stand, in the order of the text.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// The outermost value, unless there is none.
    pub fn root(&self) -> Option<Value<'_>> {
        (!self.tape().is_empty()).then(|| self.value(NodeId::from_index(0)))
    }

    /// The value with this id.
    ///
    /// # Panics
    /// If the id belongs to another, larger document.
    pub fn value(&self, id: NodeId) -> Value<'_> {
        assert!((id.index() as usize) < self.tape().len(), "a foreign node");
        Value::new(self, id)
    }

    /// The value that a JSON pointer (RFC 6901) names.
    pub fn at_pointer(&self, pointer: &str) -> Option<Value<'_>> {
        let root = self.root()?;
        if pointer.is_empty() {
            return Some(root);
        }
        let mut tokens = pointer.strip_prefix('/')?.split('/');
        tokens.try_fold(root, Value::child)
    }

    /// The innermost value or key around the byte at `offset`, or ending there.
    pub fn at_offset(&self, offset: u32) -> Option<Value<'_>> {
        let around = |it: &Value<'_>| it.span().start <= offset && offset <= it.span().end;
        let mut found = self.root().filter(around)?;
        while let Some(inner) = found.nodes().find(around) {
            found = inner;
        }
        Some(found)
    }

    /// Lines and columns of the text, computed at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The text after all repairs that are certain.
    pub fn repaired(&self) -> Result<String, OverlappingEdits> {
        let fixes = self.errors.iter().filter_map(|error| error.fix.as_ref());
        let edits: Vec<Edit> = fixes.flatten().cloned().collect();
        apply(&self.text, &edits)
    }
}
