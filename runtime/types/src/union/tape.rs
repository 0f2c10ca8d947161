//! Where the values of a JSON text stand, so that any of them can be found again without reading those before it.

use std::ops::Range;

/// Levels of nesting that are read, as many as `serde_json` reads.
const MAX_DEPTH: usize = 127;

/// The values of one JSON text, keys included, in the order in which they begin.
pub(super) struct Tape<'t> {
    text: &'t str,
    nodes: Vec<Node>,
}

/// A value: where its text stands, and the first node that is no part of it.
struct Node {
    text: Range<usize>,
    next: usize,
}

impl<'t> Tape<'t> {
    /// The values of a text that is JSON; nothing when it is nested too deeply.
    pub(super) fn new(text: &'t str) -> Option<Self> {
        let mut nodes: Vec<Node> = Vec::with_capacity(16);
        let mut open = Vec::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let start = at;
            at = match byte {
                b'"' => end_of_string(bytes, at),
                b'{' | b'[' => at + 1,
                b'-' | b'0'..=b'9' | b'a'..=b'z' => end_of_word(bytes, at),
                b'}' | b']' => {
                    at += 1;
                    if let Some(container) = open.pop() {
                        let next = nodes.len();
                        let node: &mut Node = &mut nodes[container];
                        (node.text.end, node.next) = (at, next);
                    }
                    continue;
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            if matches!(byte, b'{' | b'[') {
                open.push(nodes.len());
            }
            nodes.push(Node { text: start..at, next: nodes.len() + 1 });
            if open.len() > MAX_DEPTH {
                return None;
            }
        }
        Some(Self { text, nodes })
    }

    /// The text of a value.
    pub(super) fn text(&self, node: usize) -> &'t str {
        self.nodes.get(node).map_or("", |it| &self.text[it.text.clone()])
    }

    /// The first node that is no part of a value.
    pub(super) fn after(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(node, |it| it.next)
    }
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_word(bytes: &[u8], start: usize) -> usize {
    let is_end = |it: &u8| matches!(it, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t');
    bytes[start..].iter().position(is_end).map_or(bytes.len(), |it| start + it)
}
