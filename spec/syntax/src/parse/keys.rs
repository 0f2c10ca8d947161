//! Whether an object has a key twice.
//!
//! Every key leaves a fingerprint, and every object one bit per fingerprint.
//! Only when a bit is set twice are the keys compared: few of them pairwise, many through a map.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::machine::{Frame, Machine};
use super::scan;
use crate::apply::Edit;
use crate::decode::string;
use crate::error::SyntaxErrorKind;
use crate::node::{BARE, ESCAPED, Kind, Node, OPEN, SINGLE};
use crate::span::Span;

/// Up to this many keys are compared pairwise.
const FEW: usize = 16;

impl Machine<'_> {
    /// Takes note of the key that was pushed last.
    #[inline]
    pub(super) fn note_key(&mut self) {
        let (Some(frame), Some(key)) = (self.frames.last_mut(), self.nodes.last_mut()) else {
            return;
        };
        let print = fingerprint(self.bytes, *key);
        key.set_payload(print);
        let bit = 1 << (print & 63);
        let odd = key.has(ESCAPED | OPEN | SINGLE | BARE);
        frame.suspicious |= frame.seen & bit != 0 || odd;
        frame.seen |= bit;
        frame.count += 1;
    }

    /// Compares the keys of an object whose fingerprints met.
    #[inline(never)]
    pub(super) fn check_keys(&mut self, frame: Frame) {
        if frame.count as usize > FEW || !self.few_differ(frame) {
            self.report_repeated(frame);
        }
    }

    /// Whether the few keys of an object are plain strings and all different.
    fn few_differ(&self, frame: Frame) -> bool {
        let mut keys = [Node::default(); FEW];
        for (count, (_, key)) in self.keys(frame).enumerate() {
            let same = |other: &Node| self.same(*other, key);
            if key.has(ESCAPED | OPEN | SINGLE | BARE) || keys[..count].iter().any(same) {
                return false;
            }
            keys[count] = key;
        }
        true
    }

    /// Whether two plain keys have the same text.
    #[inline]
    fn same(&self, one: Node, other: Node) -> bool {
        one.payload() == other.payload() && self.bytes[one.span().range()] == self.bytes[other.span().range()]
    }

    /// Reports every key that occurred before, as decoded.
    fn report_repeated(&mut self, frame: Frame) {
        let mut first: HashMap<Cow<'_, str>, (u32, Node)> = HashMap::new();
        let mut repeated = Vec::new();
        for (at, key) in self.keys(frame) {
            match first.entry(string(self.text, key)) {
                Entry::Occupied(entry) => repeated.push((*entry.get(), (at, key))),
                Entry::Vacant(entry) => {
                    entry.insert((at, key));
                }
            }
        }
        for ((first_at, first), (at, key)) in repeated {
            let kind = SyntaxErrorKind::DuplicateKey { key: string(self.text, key).into_owned(), first: first.span() };
            let fix = self.removal(first_at, at);
            self.errors.report(kind, key.span(), || fix);
        }
    }

    /// Takes the later of two members away if it says the same and holds nothing else to repair.
    fn removal(&self, first: u32, second: u32) -> Option<Vec<Edit>> {
        let value = |key: u32| self.nodes[key as usize + 1];
        let raw = |node: Node| &self.text[node.span().range()];
        let scalar = !matches!(value(second).kind(), Kind::Array | Kind::Object | Kind::Invalid);
        if !scalar || raw(value(first)) != raw(value(second)) {
            return None;
        }
        let key = self.nodes[second as usize];
        let before = self.text[..key.start as usize].trim_end_matches(SPACES);
        let start = before.strip_suffix(',')?.len();
        let colon = &self.text[key.end as usize..value(second).start as usize];
        let span = Span::new(Span::at(0, start).end, value(second).end);
        let plain = colon.trim_matches(SPACES) == ":" && !self.errors.meet(span);
        plain.then(|| vec![Edit::delete(span)])
    }

    /// The keys of an object that is the last thing on the tape, with their places.
    fn keys(&self, frame: Frame) -> impl Iterator<Item = (u32, Node)> {
        let mut at = frame.node + 1;
        std::iter::from_fn(move || {
            let key = (at, *self.nodes.get(at as usize)?);
            at = self.nodes.get(at as usize + 1)?.next;
            Some(key)
        })
    }
}

const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

/// A few bits that keys of the same text have in common.
#[inline]
fn fingerprint(bytes: &[u8], key: Node) -> u32 {
    let (start, end) = (key.start as usize + 1, key.end as usize - 1);
    let len = end.saturating_sub(start);
    let mixed = match scan::word(bytes, start) {
        Some(first) if len >= 8 => first ^ scan::word(bytes, end - 8).unwrap_or(0).rotate_left(17),
        Some(first) => first & ((1 << (8 * len)) - 1),
        None => short(&bytes[start..end.max(start)]),
    };
    // Multiplying by an odd number spreads every byte into the upper bits.
    let spread = (mixed ^ len as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Span::at(0, (spread >> 40) as usize).end
}

/// Up to seven bytes as a word, for keys at the very end of the text.
fn short(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, &b| word << 8 | u64::from(b))
}
