//! The path of a correct document, and everything the other modules work on.

use super::errors::Errors;
use super::scan::{self, Class};
use crate::apply::Edit;
use crate::document::Document;
use crate::error::SyntaxErrorKind;
use crate::node::{KEY, Kind, MANY, Node};
use crate::span::Span;

/// What the machine leaves behind.
#[derive(Debug, Default)]
pub(super) struct Tape {
    pub(super) nodes: Vec<Node>,
    pub(super) comments: Vec<Span>,
}

/// A container that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Its node.
    pub(super) node: u32,
    pub(super) is_object: bool,
    /// Elements or keys so far.
    pub(super) count: u32,
    /// One bit for each fingerprint of a key so far.
    pub(super) seen: u64,
    /// Two keys may be the same.
    pub(super) suspicious: bool,
}

/// What to look for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The first key or element, or the end of the container.
    First,
    /// A key or an element, after a comma.
    Item,
    /// A value.
    Value,
    /// A comma or the end of the container.
    After,
    /// Nothing more.
    Done,
}

/// Reads one text.
pub(super) struct Machine<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    /// End of the last token other than a comma.
    pub(super) end: usize,
    /// End of the last comma.
    pub(super) comma: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) frames: Vec<Frame>,
    pub(super) comments: Vec<Span>,
    pub(super) errors: Errors,
    /// Text that fits nowhere was passed, so that what is missing next may be a consequence.
    pub(super) confused: bool,
    /// Where the last token ends that has no end of its own, so that nothing can be put after it.
    pub(super) torn: usize,
    /// End of the last text that fits nowhere.
    pub(super) junk: usize,
    /// Whether indentation says where containers end.
    guided: bool,
}

/// What real definitions come to, so that the tape hardly ever has to grow: growing touches all its memory again.
const BYTES_PER_NODE: usize = 12;

impl<'t> Machine<'t> {
    pub(super) fn new(text: &'t str, at: usize, errors: Errors) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            end: at,
            comma: 0,
            nodes: Vec::with_capacity(text.len() / BYTES_PER_NODE),
            frames: Vec::with_capacity(16),
            comments: Vec::new(),
            errors,
            confused: false,
            torn: usize::MAX,
            junk: 0,
            guided: false,
        }
    }

    /// Believes the indentation where brackets are missing.
    pub(super) fn guided(self) -> Self {
        Self { guided: true, ..self }
    }

    /// Reads the whole text.
    pub(super) fn run(mut self) -> (Tape, Errors) {
        self.skip_space();
        let mut step = Step::Value;
        if self.at == self.bytes.len() {
            self.report(SyntaxErrorKind::Empty, Span::at(self.end, self.end));
            step = Step::Done;
        }
        loop {
            step = match step {
                Step::First => self.first(),
                Step::Item => self.item(),
                Step::Value => self.value(),
                Step::After => self.after(),
                Step::Done => break,
            }
        }
        self.trailing();
        if self.nodes.capacity() - self.nodes.len() > self.nodes.len() / 8 {
            self.nodes.shrink_to_fit();
        }
        let tape = Tape { nodes: self.nodes, comments: self.comments };
        (tape, self.errors)
    }

    /// The next byte, zero at the end of the text.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// After an opening bracket.
    #[inline]
    fn first(&mut self) -> Step {
        self.skip_space();
        if self.guided
            && let Some(step) = self.heed_layout()
        {
            return step;
        }
        match (self.peek(), self.in_object()) {
            (b'}', true) | (b']', false) => self.close(),
            (_, true) => self.key(),
            (_, false) => self.value(),
        }
    }

    /// After a value inside a container.
    #[inline]
    fn after(&mut self) -> Step {
        let Some(frame) = self.frames.last() else {
            return Step::Done;
        };
        let is_object = frame.is_object;
        self.skip_space();
        if self.guided
            && let Some(step) = self.heed_layout()
        {
            return step;
        }
        match (self.peek(), is_object) {
            (b',', _) => self.comma(),
            (b'}', true) | (b']', false) => self.close(),
            _ => self.no_comma(),
        }
    }

    /// The comma at this place and the item after it.
    #[inline]
    fn comma(&mut self) -> Step {
        self.at += 1;
        self.comma = self.at;
        self.confused = false;
        self.skip_space();
        if self.guided
            && let Some(step) = self.heed_layout()
        {
            return step;
        }
        self.item()
    }

    /// After a comma, white space passed.
    #[inline]
    pub(super) fn item(&mut self) -> Step {
        if self.in_object() { self.key() } else { self.value() }
    }

    /// A key with its colon, and the value after it.
    #[inline]
    fn key(&mut self) -> Step {
        if self.peek() != b'"' {
            return self.odd_key();
        }
        self.string(KEY);
        self.skip_space();
        if self.peek() != b':' {
            return self.no_colon();
        }
        self.colon()
    }

    /// The colon at this place and the value after it.
    #[inline]
    pub(super) fn colon(&mut self) -> Step {
        self.at += 1;
        self.end = self.at;
        self.skip_space();
        self.value()
    }

    /// A value of any kind, white space passed.
    #[inline]
    fn value(&mut self) -> Step {
        match self.peek() {
            b'"' => self.string(0),
            b'{' => return self.open(true),
            b'[' => return self.open(false),
            b'-' | b'0'..=b'9' => return self.number(),
            b't' | b'f' | b'n' => return self.literal(),
            _ => return self.odd_value(),
        }
        Step::After
    }

    #[inline]
    fn open(&mut self, is_object: bool) -> Step {
        if self.frames.len() >= Document::MAX_DEPTH {
            return self.too_deep();
        }
        self.count_element();
        let node = self.next_id();
        let kind = if is_object { Kind::Object } else { Kind::Array };
        self.nodes.push(Node::new(Span::at(self.at, self.at), node, kind, 0));
        self.frames.push(Frame { node, is_object, count: 0, seen: 0, suspicious: false });
        self.at += 1;
        self.end = self.at;
        self.confused = false;
        Step::First
    }

    /// Passes the bracket that closes the innermost container.
    #[inline]
    pub(super) fn close(&mut self) -> Step {
        if self.comma > self.end {
            self.trailing_comma();
        }
        self.at += 1;
        self.end = self.at;
        self.pop_frame();
        Step::After
    }

    /// Ends the innermost container at the end of the last token.
    pub(super) fn pop_frame(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if frame.suspicious {
            self.check_keys(frame);
        }
        let next = self.next_id();
        let node = &mut self.nodes[frame.node as usize];
        node.end = Span::at(0, self.end).end;
        node.next = next;
        node.set_payload(frame.count.min(MANY));
    }

    /// Adds a node without children that ends where the next token is looked for.
    #[inline]
    pub(super) fn push(&mut self, start: usize, end: usize, kind: Kind, flags: u32) {
        let next = self.next_id() + 1;
        self.nodes.push(Node::new(Span::at(start, end), next, kind, flags));
        self.at = end;
        self.end = end;
        self.confused = false;
    }

    /// Counts a value if it is an element of an array; members are counted by their keys.
    #[inline]
    pub(super) fn count_element(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.count += u32::from(!frame.is_object);
        }
    }

    #[inline]
    pub(super) fn in_object(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_object)
    }

    #[inline]
    pub(super) fn next_id(&self) -> u32 {
        Span::at(0, self.nodes.len()).end
    }

    /// Reports a mistake that has no certain repair.
    pub(super) fn report(&mut self, kind: SyntaxErrorKind, span: Span) {
        self.errors.report(kind, span, || None);
    }

    /// Reports a mistake that one edit repairs.
    pub(super) fn report_fix(&mut self, kind: SyntaxErrorKind, span: Span, edit: Edit) {
        self.errors.report(kind, span, || Some(vec![edit]));
    }

    /// Passes white space and comments.
    #[inline]
    pub(super) fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match scan::class(byte) {
                Class::Space => self.at = scan::spaces_end(self.bytes, self.at + 1),
                Class::Odd if self.odd_space() => {}
                _ => return,
            }
        }
    }
}
