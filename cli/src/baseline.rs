//! The baseline as a file of the repository: one line an entry, sorted, so that branches that repair different things
//! merge.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use apigen_lint::{Baseline, Entry, Key};
use apigen_syntax::{LineIndex, Span};
use serde::Deserialize;

use crate::error::CliError;
use crate::output::{Change, write_all};
use crate::workspace::Workspace;

/// Where the file is, below the folder of `apigen.toml`.
pub(crate) const PATH: &str = ".apigen/baseline.toml";

const HEADER: &str = "\
# Findings that were there before their rules. They do not fail a run, and may only become fewer:
# `apigen lint --write-baseline` takes out what was repaired.
version = 1
";

/// A file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    /// By rule and fingerprint.
    #[serde(default)]
    rules: BTreeMap<String, BTreeMap<String, Row>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    at: String,
    #[serde(default = "one")]
    count: usize,
    reason: Option<String>,
}

fn one() -> usize {
    1
}

/// The baseline of a repository, and the text that it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) baseline: Baseline,
    pub(crate) text: String,
    pub(crate) lines: LineIndex,
}

impl Stored {
    /// The line of an entry; the first one when there is none.
    pub(crate) fn line_of(&self, fingerprint: &str) -> Span {
        let mut all = (1..=self.lines.count()).filter_map(|it| self.lines.line_span(it));
        let own = all.find(|it| self.text[it.range()].starts_with(fingerprint));
        own.or_else(|| self.lines.line_span(1)).unwrap_or(Span::new(0, 0))
    }
}

/// Reads the baseline of a repository; none when there is no file.
pub(crate) fn read(workspace: &Workspace) -> Result<Option<Stored>, CliError> {
    let path = workspace.root.join(PATH);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CliError::io("read", &path, error)),
    };
    let baseline = parse(&text).map_err(|reason| broken(workspace, &reason))?;
    Ok(Some(Stored { baseline, lines: LineIndex::new(&text), text }))
}

fn broken(workspace: &Workspace, reason: &str) -> CliError {
    let what = format!("{} is not a baseline: {}", workspace.display(PATH), reason.trim_end());
    let help = "of a conflict keep the lines of both sides, and let `apigen lint --write-baseline` take out what is \
                gone; or bring the file back from git";
    CliError::usage(what, help)
}

fn parse(text: &str) -> Result<Baseline, String> {
    let file: File = toml::from_str(text).map_err(|it| it.to_string())?;
    if file.version != 1 {
        return Err(format!("it has version {}, and this release knows version 1", file.version));
    }
    let entries = file.rules.into_iter().flat_map(|(rule, rows)| {
        rows.into_iter().map(move |(fingerprint, Row { at, count, reason })| {
            (Key { rule: rule.as_str().into(), construct: at, fingerprint }, Entry { count, reason })
        })
    });
    Ok(Baseline::new(entries))
}

/// Writes a baseline over the one that was read, unless somebody else has written meanwhile.
pub(crate) fn write(workspace: &Workspace, before: Option<&Stored>, baseline: &Baseline) -> Result<(), CliError> {
    let text = render(baseline);
    if before.is_some_and(|it| it.text == text) {
        return Ok(());
    }
    let before = before.map(|it| it.text.clone().into_bytes());
    write_all(&workspace.root, &[Change { path: workspace.on_disk(PATH), before, text }])
}

fn render(baseline: &Baseline) -> String {
    let mut text = HEADER.to_owned();
    let mut rule = "";
    for (key, entry) in baseline.entries() {
        if key.rule != rule {
            rule = &key.rule;
            let _ = write!(text, "\n[rules.{rule}]\n");
        }
        let quoted = |it: &str| toml::Value::from(it).to_string();
        let count = if entry.count > 1 { format!(", count = {}", entry.count) } else { String::new() };
        let reason = entry.reason.as_deref().map(|it| format!(", reason = {}", quoted(it))).unwrap_or_default();
        let _ = writeln!(text, "{} = {{ at = {}{count}{reason} }}", key.fingerprint, quoted(&key.construct));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fingerprint: &str, construct: &str, count: usize, reason: Option<&str>) -> (Key, Entry) {
        let (construct, fingerprint) = (construct.to_owned(), fingerprint.to_owned());
        let key = Key { rule: "list-unbounded".into(), construct, fingerprint };
        (key, Entry { count, reason: reason.map(str::to_owned) })
    }

    #[test]
    fn what_is_written_is_read_whatever_names_and_reasons_say() {
        let odd = "a \"b\"\\\n[rules.x] = {}\u{7f}";
        let baseline = Baseline::new([
            entry("00000000000000ff", "io.acme/models/b", 1, None),
            entry("1234567890123456", "io.acme/models/a", 3, Some("it's \"old\"\nand\tlong")),
            entry("ffffffffffffffff", odd, 2, Some(odd)),
        ]);
        let text = render(&baseline);
        assert_eq!(parse(&text).unwrap(), baseline, "{text}");
        assert_eq!(render(&parse(&text).unwrap()), text);
        assert!(text.find("models/a").unwrap() < text.find("models/b").unwrap(), "sorted by construct: {text}");
    }

    #[test]
    fn broken_files_say_what_is_wrong() {
        for (text, reason) in [
            ("<<<<<<< ours\nversion = 1", "line 1"),
            ("version = 2", "it has version 2"),
            ("version = 1\n[rules.x]\naa = { at = 1 }", "line 3"),
            ("version = 1\n[rules.x]\naa = { at = \"b\" }\naa = { at = \"b\" }", "duplicate key"),
            ("version = 1\n[rules.x]\naa = { at = \"b\", count = -1 }", "line 3"),
            ("", "missing field `version`"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
