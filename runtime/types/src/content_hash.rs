//! A hash of what a value says, the same on every machine and in every version.

use std::fmt::{self, Write as _};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Json;

/// Floats below this that are whole have one form with integers.
const EXACT_IN_FLOATS: f64 = 9_007_199_254_740_992.0;

/// A hash of content: 32 bytes, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|it| write!(f, "{it:02x}"))
    }
}

/// The hash of a value: SHA-256 of its JSON in canonical form, as `docs/content-hash.md` lays down.
///
/// Neither the order of fields nor whether a default was spelled out makes a difference. It suits entity tags and the
/// question whether a write changes anything; it is no signature.
///
/// # Errors
/// When the value has no JSON form, such as a map whose keys are no strings. Generated types always have one.
pub fn content_hash<T: Serialize + ?Sized>(value: &T) -> Result<ContentHash, serde_json::Error> {
    let mut text = String::new();
    write(&serde_json::to_value(value)?, &mut text);
    Ok(ContentHash(Sha256::digest(text.as_bytes()).into()))
}

/// An object whose members are known one by one, so that its hash needs no JSON tree of it.
///
/// The hash is that which [`content_hash`] gives of the same object.
#[derive(Debug)]
pub struct ContentHasher {
    text: String,
}

/// The value of a member for [`ContentHasher`].
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
    /// Anything else.
    Json(&'a Json),
}

impl Default for ContentHasher {
    fn default() -> Self {
        // What most rows take.
        let mut text = String::with_capacity(512);
        text.push('{');
        Self { text }
    }
}

impl ContentHasher {
    /// Adds a member; names grow from call to call.
    pub fn member(&mut self, name: &str, value: Content<'_>) {
        let text = &mut self.text;
        if text.len() > 1 {
            text.push(',');
        }
        write_string(name, text);
        text.push(':');
        match value {
            Content::Null => text.push_str("null"),
            // Invariant: writing to a string cannot fail.
            Content::Boolean(it) => drop(write!(text, "{it}")),
            Content::Integer(it) => drop(write!(text, "{it}")),
            Content::Text(it) => write_string(it, text),
            Content::Json(it) => write(it, text),
        }
    }

    /// The hash of the object.
    pub fn finish(mut self) -> ContentHash {
        self.text.push('}');
        ContentHash(Sha256::digest(self.text.as_bytes()).into())
    }
}

/// Writes the canonical form: members by key, no white space, one form a number.
fn write(value: &Json, text: &mut String) {
    match value {
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            list(text, ['{', '}'], members, |(key, value), text| {
                write_string(key, text);
                text.push(':');
                write(value, text);
            });
        }
        Json::Array(elements) => list(text, ['[', ']'], elements, write),
        Json::String(it) => write_string(it, text),
        Json::Number(it) => write_number(it, text),
        // Invariant: writing to a string cannot fail.
        Json::Null | Json::Bool(_) => drop(write!(text, "{value}")),
    }
}

fn list<T>(text: &mut String, ends: [char; 2], parts: impl IntoIterator<Item = T>, each: impl Fn(T, &mut String)) {
    text.push(ends[0]);
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        each(part, text);
    }
    text.push(ends[1]);
}

fn write_string(it: &str, text: &mut String) {
    text.push('"');
    let mut rest = it;
    while let Some(at) = rest.bytes().position(|it| matches!(it, b'"' | b'\\' | 0..=0x1f)) {
        text.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            letter @ (b'"' | b'\\') => text.extend(['\\', char::from(letter)]),
            // Invariant: writing to a string cannot fail.
            letter => drop(write!(text, "\\u{letter:04x}")),
        }
        rest = &rest[at + 1..];
    }
    text.push_str(rest);
    text.push('"');
}

#[allow(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
fn write_number(it: &serde_json::Number, text: &mut String) {
    let float = it.as_f64().filter(|_| it.is_f64());
    // Invariant: writing to a string cannot fail.
    let _ = match float {
        Some(float) if float.fract() == 0.0 && float.abs() < EXACT_IN_FLOATS => write!(text, "{}", float as i64),
        Some(float) => write!(text, "{float:e}"),
        None => write!(text, "{it}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = include_str!("../../../docs/content-hash.md");

    /// The rows of the document: JSON, canonical form, hash.
    fn vectors() -> impl Iterator<Item = [String; 3]> {
        let rows = DOCUMENT.lines().filter(|it| it.starts_with("| `"));
        let cell = |it: &str| it.trim().trim_matches('`').replace("\\|", "|");
        rows.map(move |it| {
            let cells: Vec<_> = it.trim_matches('|').split(" | ").map(cell).collect();
            cells.try_into().unwrap()
        })
    }

    #[test]
    fn the_vectors_of_the_document_hold() {
        for [json, canonical, hash] in vectors() {
            let value: Json = serde_json::from_str(&json).unwrap();
            let mut text = String::new();
            write(&value, &mut text);
            assert_eq!(text, canonical);
            assert_eq!(content_hash(&value).unwrap().to_string(), hash, "{json}");
        }
        assert!(vectors().count() > 8);
    }

    #[test]
    fn members_one_by_one_have_the_hash_of_their_object() {
        let tree =
            serde_json::json!({"a\n\"\\\u{1}ü": "b\t", "b": null, "c": true, "d": -7, "e": [1.5, {"z": 1, "y": 2}]});
        let mut hasher = ContentHasher::default();
        hasher.member("a\n\"\\\u{1}ü", Content::Text("b\t"));
        hasher.member("b", Content::Null);
        hasher.member("c", Content::Boolean(true));
        hasher.member("d", Content::Integer(-7));
        hasher.member("e", Content::Json(&tree["e"]));
        assert_eq!(hasher.finish(), content_hash(&tree).unwrap());
        assert_eq!(ContentHasher::default().finish(), content_hash(&serde_json::json!({})).unwrap());
    }

    #[test]
    fn a_value_without_json_form_is_an_error() {
        assert!(content_hash(&std::collections::BTreeMap::from([([1], 2)])).is_err());
    }
}
