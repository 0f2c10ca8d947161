//! The content of a string literal: escapes resolved, mistakes read in the most likely way.

use std::borrow::Cow;

use crate::node::{BARE, ESCAPED, Node, OPEN, SINGLE};
use crate::span::Span;

/// The meaning of a string node.
pub(crate) fn string(text: &str, node: Node) -> Cow<'_, str> {
    let content = content(text, node);
    let quote = if node.has(SINGLE) { b'\'' } else { b'"' };
    if node.has(ESCAPED) { unescape(content, quote) } else { Cow::Borrowed(content) }
}

/// What stands between the quotes of a string node.
pub(crate) fn content(text: &str, node: Node) -> &str {
    let opening = u32::from(!node.has(BARE));
    let closing = u32::from(!node.has(BARE | OPEN));
    &text[Span::new(node.start + opening, node.end - closing).range()]
}

/// One piece of a string literal, as found by [`escape_at`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// A defined escape.
    Char(char),
    /// Half a surrogate pair.
    Surrogate,
    /// Not defined by JSON.
    Undefined,
}

/// The meaning of the content of a literal, which borrows when there is nothing to resolve.
pub(crate) fn unescape(content: &str, quote: u8) -> Cow<'_, str> {
    let Some(first) = content.find('\\') else {
        return Cow::Borrowed(content);
    };
    let mut out = String::with_capacity(content.len());
    out.push_str(&content[..first]);
    let mut rest = &content[first..];
    while !rest.is_empty() {
        let plain = rest.find('\\').unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        if rest.is_empty() {
            break;
        }
        let (escape, len) = escape_at(rest.as_bytes(), quote);
        match escape {
            Escape::Char(c) => out.push(c),
            Escape::Surrogate => out.push(char::REPLACEMENT_CHARACTER),
            Escape::Undefined if rest[len..].starts_with('\'') => {}
            // An escape that means nothing is taken as it is written.
            Escape::Undefined => out.push_str(&rest[..len]),
        }
        rest = &rest[len..];
    }
    Cow::Owned(out)
}

/// Reads the escape at the start of `bytes`, which is a backslash, and how long it is.
pub(crate) fn escape_at(bytes: &[u8], quote: u8) -> (Escape, usize) {
    let c = match bytes.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(bytes),
        Some(&b) if b == quote => char::from(b),
        // Other characters may have several bytes; only the backslash is reported.
        _ => return (Escape::Undefined, 1),
    };
    (Escape::Char(c), 2)
}

fn unicode_escape(bytes: &[u8]) -> (Escape, usize) {
    let Some(high) = hex4(bytes) else {
        return (Escape::Undefined, 2);
    };
    if let Some(c) = char::from_u32(high) {
        return (Escape::Char(c), 6);
    }
    let low = bytes.get(6..12).filter(|rest| rest.starts_with(b"\\u"));
    match low.and_then(hex4) {
        Some(low) if high < 0xdc00 && (0xdc00..0xe000).contains(&low) => {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            (Escape::Char(c), 12)
        }
        _ => (Escape::Surrogate, 6),
    }
}

/// The four hexadecimal digits of `\uXXXX`.
fn hex4(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.get(2..6)?;
    digits.iter().try_fold(0, |code, &digit| Some(code << 4 | char::from(digit).to_digit(16)?))
}
