//! Texts to try, and the meaning of a document as others see it.

use apigen_syntax::{Document, Kind, Value};
use proptest::prelude::*;

/// Parses a text.
pub(crate) fn parse(text: &str) -> Document {
    Document::parse(text.as_bytes().to_vec())
}

/// The value as `serde_json` has it; the last of several members with one key counts.
pub(crate) fn meaning(value: Value<'_>) -> serde_json::Value {
    match value.kind() {
        Kind::Null | Kind::Invalid => serde_json::Value::Null,
        Kind::Bool => value.as_bool().into(),
        Kind::Number => serde_json::from_str(value.raw()).unwrap_or_else(|_| value.raw().into()),
        Kind::String => value.as_str().into(),
        Kind::Array => value.elements().map(meaning).collect(),
        Kind::Object => {
            let member = |it: apigen_syntax::Member<'_>| (it.name().into_owned(), meaning(it.value));
            serde_json::Value::Object(value.members().map(member).collect())
        }
    }
}

/// Texts that look like definitions, with white space here and there.
pub(crate) fn document() -> impl Strategy<Value = String> {
    value(false)
}

/// The same, with comments and trailing commas.
pub(crate) fn commented() -> impl Strategy<Value = String> {
    value(true)
}

/// Documents after a few random changes, most of them broken.
pub(crate) fn mutated() -> impl Strategy<Value = String> {
    let texts = prop_oneof![document(), commented()];
    (texts, prop::collection::vec(mutation(), 0..5)).prop_map(|(mut text, mutations)| {
        for (place, drop, insert) in mutations {
            let at = boundary(&text, place.index(text.len() + 1));
            let end = boundary(&text, (at + drop).min(text.len()));
            text.replace_range(at..end, insert);
        }
        text
    })
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn mutation() -> impl Strategy<Value = (prop::sample::Index, usize, &'static str)> {
    let pieces = vec![
        "",
        "",
        "",
        "",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "'",
        "\\",
        "\\u12",
        "\\ud800",
        "/",
        "//",
        "/*",
        "*/",
        "\n",
        " ",
        "\t",
        "\r\n",
        "\u{a0}",
        "é",
        "0",
        "01",
        "-",
        "+1",
        ".5",
        "1e",
        "true",
        "True",
        "nul",
        "x",
        "a-b",
        "=",
        ";",
        "\u{1}",
        "\u{0}",
        "\"a\"",
        "\"a\":",
        "\"a\":1,",
        "{}",
        "[]",
        "\n  }",
        "\n]",
        "\n    \"k\": 1",
        "\"k\":[1,{\"b\":2",
        "😀",
        "'x'",
        "k: 1",
    ];
    (any::<prop::sample::Index>(), 0..4usize, prop::sample::select(pieces))
}

fn value(comments: bool) -> impl Strategy<Value = String> {
    scalar().prop_recursive(4, 40, 5, move |inner| {
        let item = (space(comments), inner, space(comments)).prop_map(|(a, b, c)| a + &b + &c).boxed();
        let member = (space(comments), key(), space(comments), item.clone())
            .prop_map(|(space, key, more, item)| format!("{space}{key}{more}:{item}"))
            .boxed();
        let tail = if comments { vec!["", "", ","] } else { vec![""] };
        let tail = prop::sample::select(tail);
        prop_oneof![
            (prop::collection::vec(item, 0..5), tail.clone()).prop_map(|(items, tail)| wrap('[', &items, tail, ']')),
            (prop::collection::vec(member, 0..5), tail).prop_map(|(items, tail)| wrap('{', &items, tail, '}')),
        ]
    })
}

fn wrap(open: char, items: &[String], tail: &str, close: char) -> String {
    let tail = if items.is_empty() { "" } else { tail };
    format!("{open}{}{tail}{close}", items.join(","))
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["\"name\"", "\"type\"", "\"a\"", "\"\\u0061\"", "\"\"", "\"é\"", "\"a/b~c\""])
            .prop_map(str::to_owned),
        "\"[a-z_]{1,12}\"",
    ]
}

fn scalar() -> impl Strategy<Value = String> {
    let words = vec![
        "null",
        "true",
        "false",
        "0",
        "-1",
        "2.5e730",
        "1e-3",
        "12345678901234567890",
        "0.10",
        "\"\"",
        "\"text\"",
        "\"a \\\"quoted\\\" word\"",
        "\"\\u00e9\\ud83d\\ude00\\n\"",
        "\"é😀 // no comment, [\"",
        "{}",
        "[]",
        "{ }",
        "[\n]",
    ];
    prop_oneof![prop::sample::select(words).prop_map(str::to_owned), "\"[ -!#-\\[\\]-~]{0,20}\""]
}

fn space(comments: bool) -> impl Strategy<Value = String> {
    let mut spaces = vec!["", "", "", " ", "\n", "\n  ", "\n    ", "\t", "\r\n"];
    if comments {
        spaces.extend(["/* a */", " // b\n", "\n  // c\n  ", " /* d\n e */ ", "//\n", "/**/", " // f\r\n"]);
    }
    prop::sample::select(spaces).prop_map(str::to_owned)
}
