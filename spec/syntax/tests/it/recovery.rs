//! Broken texts as documents: each case of `recovery.txt` shows a text, its mistakes and the repaired text.
//!
//! `UPDATE=1 cargo test` writes what is found instead of comparing.

use std::fmt::Write;

use crate::support::parse;

const CASE: &str = "=== ";
const MISTAKES: &str = "--- mistakes\n";
const REPAIRED: &str = "--- repaired\n";

/// One case as it should stand in the file, from its title and text.
fn written(title: &str, text: &str) -> String {
    let doc = parse(text.strip_suffix('\n').unwrap_or(text));
    let mut out = format!("{CASE}{title}\n{text}{MISTAKES}");
    for error in doc.errors() {
        let place = doc.lines().position(error.span.start);
        let shown = &doc.text()[error.span.range()];
        let fix = if error.fix.is_some() { ", repaired" } else { "" };
        let (line, column) = (place.line, place.column);
        writeln!(out, "{line}:{column} `{shown}` {}{fix}: {}", error.kind.name(), error.kind)
            .expect("writing to a string");
    }
    let repaired = doc.repaired().expect("fixes do not overlap");
    if repaired != doc.text() {
        out += REPAIRED;
        out += &repaired;
        out.push('\n');
    }
    out
}

#[test]
fn broken_texts_are_read_as_documented() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/recovery.txt");
    let known = std::fs::read_to_string(path).expect("the cases");
    let cases = known.split(CASE).skip(1);
    let found: String = cases
        .filter_map(|case| case.split_once('\n'))
        .map(|(title, rest)| {
            let text = rest.split_once(MISTAKES).map_or(rest, |(text, _)| text);
            written(title, text)
        })
        .collect();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, found).expect("the file can be written");
    } else {
        assert_eq!(known, found);
    }
}
