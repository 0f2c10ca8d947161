//! The commands that the documents show are commands that there are.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::Arguments;

/// What may stand before a command on its line.
const BEFORE: [&str; 8] = ["$", "-", "run:", "entry:", "&&", "||", "|", "then"];

/// The documents that people copy commands from.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let pages = std::fs::read_dir(root.join("docs")).unwrap().map(|it| it.unwrap().path());
    let mut found: Vec<_> = pages.filter(|it| it.extension().is_some_and(|it| it == "md")).collect();
    found.push(root.join("README.md"));
    found.sort();
    found
}

/// The lines of a document's blocks that people type, continued lines as one.
fn typed(text: &str) -> Vec<String> {
    let (mut lines, mut block) = (Vec::<String>::new(), None);
    for line in text.lines() {
        if let Some(kind) = line.trim().strip_prefix("```") {
            block = if block.is_some() { None } else { Some(kind.to_owned()) };
            continue;
        }
        let is_typed = match block.as_deref() {
            Some("console") => line.starts_with("$ "),
            Some(kind) => matches!(kind, "sh" | "bash" | "yaml"),
            None => false,
        };
        match lines.last_mut().filter(|it| it.ends_with('\\')) {
            Some(last) if block.is_some() => {
                last.pop();
                last.push_str(line.trim());
            }
            _ if is_typed => lines.push(line.to_owned()),
            _ => {}
        }
    }
    lines
}

/// The words of a line as a shell reads them, with operators as words of their own.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in line.chars() {
        match (quote, letter) {
            (Some(end), _) if letter == end => quote = None,
            (None, '\'' | '"') => {
                word.get_or_insert_default();
                quote = Some(letter);
            }
            (None, '#') if word.is_none() => break,
            (None, ' ') => words.extend(word.take()),
            (None, '|' | '&' | ';' | '>') => {
                words.extend(word.take());
                words.push(letter.to_string());
            }
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// The calls of `apigen` in a line, each from its name to the end of its command.
fn calls(line: &str) -> Vec<Vec<String>> {
    let is_operator = |it: &String| matches!(it.as_str(), "|" | "&" | ";" | ">");
    let is_before = |it: &String| BEFORE.contains(&it.as_str()) || it.contains('=') || is_operator(it);
    let words = words(line);
    let begins = |at: &usize| {
        words[*at] == "apigen" && words[..*at].iter().rev().take_while(|it| !is_operator(it)).all(is_before)
    };
    let call = |at: usize| words[at..].iter().take_while(|it| !is_operator(it)).cloned().collect();
    (0..words.len()).filter(begins).map(call).collect()
}

#[test]
fn every_command_of_the_documents_is_understood() {
    let (mut count, mut broken) = (0, Vec::new());
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        for call in typed(&text).iter().flat_map(|it| calls(it)) {
            count += 1;
            match Arguments::try_parse_from(&call) {
                Err(it) if !matches!(it.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
                    broken.push(format!("{}: {}: {it}", path.display(), call.join(" ")));
                }
                _ => {}
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(count > 20, "only {count} commands were found");
}

#[test]
fn commands_are_told_from_what_is_around_them() {
    let joined = |line: &str| calls(line).iter().map(|it| it.join("·")).collect::<Vec<_>>();
    for (line, expected) in [
        ("$ apigen lint 'a b.json' > out.txt # all", vec!["apigen·lint·a b.json"]),
        ("      - run: A='x y' apigen fmt --check && apigen lint", vec!["apigen·fmt·--check", "apigen·lint"]),
        ("name: apigen diff", vec![]),
        ("./service & apigen conform a.json", vec!["apigen·conform·a.json"]),
    ] {
        assert_eq!(joined(line), expected, "{line}");
    }
    let text =
        "apigen no\n```sh\napigen a \\\n  --b\n```\n```console\n$ apigen c\napigen says\n```\n```json\napigen\n```\n";
    assert_eq!(typed(text), ["apigen a --b", "$ apigen c"]);
}
