//! From bytes to text, and the choice between two readings of a broken one.

use super::errors::Errors;
use super::machine::{Machine, Tape};
use crate::apply::{Edit, apply};
use crate::document::Document;
use crate::error::SyntaxErrorKind as Kind;
use crate::node::Node;
use crate::span::Span;

const MARK: &str = "\u{feff}";

/// Reads a document.
pub(crate) fn document(bytes: Vec<u8>) -> Document {
    let mut errors = Errors::default();
    if bytes.len() >= u32::MAX as usize {
        errors.report(Kind::TooLarge, Span::default(), || None);
        return assemble(String::new(), Tape::default(), errors);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        errors.report(Kind::Utf16, Span::new(0, 2), || None);
        let text = replace_invalid(bytes, &mut Errors::default());
        return assemble(text, Tape::default(), errors);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => replace_invalid(error.into_bytes(), &mut errors),
    };
    let start = if text.starts_with(MARK) {
        let span = Span::at(0, MARK.len());
        errors.report(Kind::ByteOrderMark, span, || Some(vec![Edit::delete(span)]));
        MARK.len()
    } else {
        0
    };
    let (tape, errors) = read(&text, start, errors, FORESIGHT);
    assemble(text, tape, errors)
}

/// How often a repaired text is itself judged by what its repairs lead to.
const FORESIGHT: usize = 3;

/// Reads by brackets alone, and once more with an eye on the indentation if those do not match.
fn read(text: &str, start: usize, errors: Errors, foresight: usize) -> (Tape, Errors) {
    let (tape, plain) = Machine::new(text, start, errors.clone()).run();
    if !plain.any(is_about_brackets) {
        return (tape, plain);
    }
    let (other, guided) = Machine::new(text, start, errors).guided().run();
    if guided.count() <= plain.count() && leads_on(text, &guided, foresight) { (other, guided) } else { (tape, plain) }
}

/// Whether the repairs of a reading leave fewer mistakes, as a good reading should make them.
fn leads_on(text: &str, errors: &Errors, foresight: usize) -> bool {
    let Some(foresight) = foresight.checked_sub(1) else {
        return true;
    };
    let edits = errors.fixes();
    let Ok(repaired) = apply(text, &edits) else {
        return false;
    };
    let (_, after) = read(&repaired, 0, Errors::default(), foresight);
    edits.is_empty() || after.total() < errors.total()
}

fn is_about_brackets(kind: &Kind) -> bool {
    matches!(kind, Kind::UnclosedContainer { .. } | Kind::MismatchedCloser { .. } | Kind::TrailingContent)
}

/// The tape of a text without mistakes.
pub(crate) fn tape(text: &str) -> Vec<Node> {
    Machine::new(text, 0, Errors::default()).run().0.nodes
}

fn assemble(text: String, tape: Tape, errors: Errors) -> Document {
    Document::new(text, tape.nodes, tape.comments, errors.into_list())
}

/// Puts `?` in the place of every byte that is not UTF-8, so that offsets stay what they are.
fn replace_invalid(mut bytes: Vec<u8>, errors: &mut Errors) -> String {
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        let start = at + chunk.valid().len();
        at = start + chunk.invalid().len();
        let span = Span::at(start, at);
        match spans.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ if span.is_empty() => {}
            _ => spans.push(span),
        }
    }
    for span in spans {
        bytes[span.range()].fill(b'?');
        errors.report(Kind::InvalidUtf8, span, || None);
    }
    // Every invalid byte is ASCII now, so nothing is replaced or copied here but the vector itself.
    String::from_utf8(bytes).unwrap_or_default()
}
