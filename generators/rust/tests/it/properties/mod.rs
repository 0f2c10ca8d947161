//! Text from a definition never becomes code: whatever stands in a definition, the generated Rust has the tokens that it
//! has with harmless text in the same places, but for literals, documentation and, for names, identifiers.

mod definition;
mod tokens;

use std::sync::LazyLock;

use apigen_generator::Output;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::crates;
use definition::{NAMES, TEXTS, definition};
use tokens::{Erase, tokens};

/// What has broken generators: ends of comments, literals and attributes, code, markup, what is not to be seen.
const FRAGMENTS: &[&str] = &[
    "*/",
    "/*",
    "//!",
    "///",
    "\"",
    "\"#",
    "\"##",
    "'",
    "\\",
    "\\\"",
    "\\u{0}",
    "\u{0}",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "`",
    "```",
    "```rust\nfn x() {}\n```",
    "~~~",
    "{{title}}",
    "{{{x}}}",
    "{{#each x}}",
    "${x}",
    "{}",
    "{",
    "}",
    "(",
    ")]",
    "\"] fn main() {} #[doc = \"",
    "\" => loop {}, \"",
    "\n}\nfn x() {}\n",
    "#![allow(x)]",
    "r#\"",
    "<script>",
    "-->",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{301}",
    "🙂",
    "имя",
    "Self",
    "crate",
    "type",
    "0",
    "-",
    " ",
    "; drop",
    "$x",
];

fn hostile() -> impl Strategy<Value = String> {
    let fragment =
        prop_oneof![4 => select(FRAGMENTS).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    vec(fragment, 1..6).prop_map(|it| it.concat())
}

fn harmless(count: usize) -> Vec<String> {
    (0..count).map(|it| format!("plain-Text {it}")).collect()
}

/// The tokens of every Rust file; the other files have to be what they are with harmless text, lines that hold text aside.
fn files(output: &Output, erase: Erase) -> Vec<Vec<String>> {
    let rust = output.files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("rs"));
    rust.map(|(path, file)| tokens(path, &file.text, erase)).collect()
}

/// Where the files of two outputs begin to differ, with the tokens before.
fn difference(expected: &[Vec<String>], actual: &[Vec<String>]) -> Option<String> {
    if expected.len() != actual.len() {
        return Some(format!("{} files became {}", expected.len(), actual.len()));
    }
    let (left, right) = expected.iter().zip(actual).find(|(left, right)| left != right)?;
    let at = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let around = |it: &[String]| it[at.saturating_sub(30)..(at + 10).min(it.len())].join(" ");
    Some(format!("{}\nbecame\n{}", around(left), around(right)))
}

/// The manifest without the lines that quote the definition.
fn manifest(output: &Output) -> Vec<String> {
    let (_, file) = output.files.iter().find(|(path, _)| path.ends_with("Cargo.toml")).unwrap();
    let quotes = |it: &&str| it.starts_with("description = ") || it.starts_with("# Generated");
    file.text.lines().filter(|it| !quotes(it)).map(str::to_owned).collect()
}

static PLAIN: LazyLock<Output> = LazyLock::new(|| crates(&definition(&harmless(TEXTS), &harmless(NAMES))));

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 40, ..apigen_test_support::cases(12) })]

    #[test]
    fn texts_are_literals_and_documentation(texts in vec(hostile(), TEXTS)) {
        let output = crates(&definition(&texts, &harmless(NAMES)));
        prop_assert_eq!(manifest(&PLAIN), manifest(&output));
        prop_assert_eq!(difference(&files(&PLAIN, Erase::Literals), &files(&output, Erase::Literals)), None);
    }

    #[test]
    fn names_are_identifiers_and_literals(names in vec(hostile(), NAMES)) {
        let output = crates(&definition(&harmless(TEXTS), &names));
        prop_assert_eq!(difference(&files(&PLAIN, Erase::Names), &files(&output, Erase::Names)), None);
    }
}

#[test]
fn a_token_more_is_seen() {
    let lines = [
        "/// Says a.\npub fn a() { b(\"c\") }",
        "/// Says nothing.\npub fn a() { b(\"d\",) }",
        "pub fn a() { b!(\"c\") }",
    ];
    let [left, right, other] = lines.map(|it| vec![tokens("x.rs", it, Erase::Literals)]);
    assert_eq!(difference(&left, &right), None);
    assert!(difference(&left, &other).is_some());
}
