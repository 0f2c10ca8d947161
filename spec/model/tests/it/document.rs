//! Documents: each section holds definitions and, in a `model` block, what they come to.
//!
//! `UPDATE=1` rewrites the `model` blocks. Words behind `json`: `file=NAME`; `found` for a file met in a folder;
//! `at=URI` for a file that only the resolver knows. Words behind `model`: `all` files, `identity`, `polarity`.

use std::fmt::Write as _;

use apigen_model::{ImportResolver, Repository, Role, Settings, SourceFile};

use crate::dump::{Show, dump};

/// A fenced block: what follows the fence, and the lines inside.
struct Block<'t> {
    info: &'t str,
    text: String,
}

/// A part of a document.
enum Part<'t> {
    Prose(&'t str),
    Block(Block<'t>),
}

/// Builds the definitions of every section and compares what they come to with its `model` block.
pub(crate) fn check(path: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    let (mut actual, mut files) = (String::new(), Vec::new());
    for part in parts(&text) {
        match part {
            Part::Prose(line) => {
                if line.starts_with('#') {
                    files.clear();
                }
                writeln!(actual, "{line}").unwrap();
            }
            Part::Block(Block { info, text }) => {
                let text = if let Some(words) = info.strip_prefix("model") {
                    dump(&build(&files), &Show::parse(words))
                } else {
                    files.push(Given::parse(info, &text));
                    text
                };
                write!(actual, "```{info}\n{text}```\n").unwrap();
            }
        }
    }
    if actual == text {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, actual).unwrap();
        return;
    }
    panic!("{path} is not what the model is; UPDATE=1 rewrites it\n{}", difference(&text, &actual));
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let (mut parts, mut lines) = (Vec::new(), text.lines());
    while let Some(line) = lines.next() {
        parts.push(match line.strip_prefix("```") {
            None => Part::Prose(line),
            Some(info) => {
                let inside = lines.by_ref().take_while(|it| *it != "```");
                Part::Block(Block { info, text: inside.fold(String::new(), |all, it| all + it + "\n") })
            }
        });
    }
    parts
}

/// A definition of a section.
#[derive(Clone)]
struct Given {
    file: SourceFile,
    /// The address under which only the resolver finds it.
    at: Option<String>,
}

impl Given {
    fn parse(info: &str, text: &str) -> Self {
        let value = |key: &str| info.split_whitespace().find_map(|it| it.strip_prefix(key)).map(str::to_owned);
        let role = if info.contains(" found") { Role::Found } else { Role::Checked };
        let path = value("file=").unwrap_or_else(|| "api.json".to_owned());
        Self { file: SourceFile { path, bytes: text.as_bytes().to_vec(), role }, at: value("at=") }
    }
}

struct Known<'a>(&'a [Given]);

impl ImportResolver for Known<'_> {
    fn resolve(&self, _: &str, uri: &str) -> Option<SourceFile> {
        let found = self.0.iter().find(|it| it.at.as_deref() == Some(uri))?;
        Some(SourceFile { role: Role::Context, ..found.file.clone() })
    }
}

fn build(given: &[Given]) -> Repository {
    let files = given.iter().filter(|it| it.at.is_none()).map(|it| it.file.clone()).collect();
    Repository::build(files, &Settings { namespace: Some("io.acme".to_owned()) }, &Known(given))
}

/// The lines that differ, with the heading above each.
fn difference(expected: &str, actual: &str) -> String {
    let heading = expected.lines().zip(actual.lines()).take_while(|(left, right)| left == right);
    let heading = heading.filter(|(it, _)| it.starts_with('#')).last().map_or("", |(it, _)| it);
    let rest = |text: &str, other: &str| -> String {
        let same = text.lines().zip(other.lines()).take_while(|(left, right)| left == right).count();
        text.lines().skip(same).take(12).fold(String::new(), |all, it| format!("{all}\n    {it}"))
    };
    format!("{heading}\n  expected{}\n  found{}", rest(expected, actual), rest(actual, expected))
}
