//! Runs the test documents of rules about changes: `tests/diff/<rule>.md`, there and back.
//!
//! `UPDATE=1` rewrites expectations and pages; `DIFF_DOC=<rule>` runs one document.

mod corpus;
mod document;
mod mirrors;
mod pages;
mod properties;
mod whole;

use std::path::{Path, PathBuf};

use apigen_compat::{Options, Report, Rule, compare, rules};
use document::Document;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("diff")
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

#[test]
fn documents_say_what_the_rules_about_changes_do() {
    let only = std::env::var("DIFF_DOC").ok();
    let mut failures = Vec::new();
    for rule in rules().into_iter().filter(|it| only.as_deref().is_none_or(|only| only == it.id)) {
        let path = folder().join(format!("{}.md", rule.id));
        match std::fs::read_to_string(&path) {
            Ok(text) => failures.extend(judge(rule, &path, &text)),
            Err(_) => failures.push(format!("{}: has no document tests/diff/{0}.md", rule.id)),
        }
    }
    if updating() {
        pages::refresh(); // They show the documents.
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_document_about_changes_has_a_rule() {
    let documents = std::fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path());
    let names = documents.filter_map(|it| Some(it.file_stem()?.to_str()?.to_owned()));
    let strangers: Vec<_> = names.filter(|it| apigen_compat::rule(it).is_none()).collect();
    assert!(strangers.is_empty(), "no rules of these names: {strangers:?}");
}

/// What is wrong with a document, after rewriting it when that was asked for.
fn judge(rule: &'static Rule, path: &Path, text: &str) -> Vec<String> {
    let mut document = Document::parse(text);
    let (mut failures, mut found) = (Vec::new(), 0);
    for [before, after] in document.comparisons() {
        let (old, new) = (document.repository(&before), document.repository(&after));
        let report = compare(&old, &new, &Options::default());
        for (blocks, repository) in [(&before, &old), (&after, &new)] {
            for block in blocks {
                document.annotate(*block, repository, &report, rule.id);
            }
        }
        if reports(&report, rule.id) {
            found += 1;
            failures.extend(not_mirrored(rule, &compare(&new, &old, &Options::default())));
        }
    }
    if !text.starts_with(&format!("# {}\n", rule.id)) {
        failures.push(format!("{}: the document does not begin with its title", rule.id));
    }
    if found == 0 {
        failures.push(format!("{}: no example has a finding", rule.id));
    }
    let rendered = document.render();
    if rendered != text && updating() {
        std::fs::write(path, &rendered).unwrap();
    } else if rendered != text {
        let diff = similar::TextDiff::from_lines(text, &rendered);
        failures.push(format!("{}: the rule does not do what its document says\n{}", rule.id, diff.unified_diff()));
    }
    failures
}

fn reports(report: &Report, rule: &str) -> bool {
    report.groups.iter().any(|it| it.rule.id == rule)
}

/// The way back has to be told by the rule that the mirror names.
fn not_mirrored(rule: &Rule, back: &Report) -> Option<String> {
    let mirror = mirrors::id(rule);
    let found: Vec<&str> = back.groups.iter().map(|it| it.rule.id).collect();
    let is_mirrored = found.contains(&mirror.as_str());
    (!is_mirrored).then(|| format!("{}: the way back is told by {found:?}, and not by {mirror}", rule.id))
}
