//! Repairs: they come to an end, break nothing, find nothing left of what they repaired, and leave the layout alone.

mod corpus;
mod properties;

use std::collections::BTreeMap;

use apigen_lint::{Config, Profile, Repairs, lint, repairs};
use apigen_model::{FileId, Finding, NoImports, Repository, Role, Safety, Settings, Severity, SourceFile};

/// More rounds than any repair may take.
const ROUNDS: usize = 20;

/// Texts by path.
type Texts = Vec<(String, String)>;

fn strict() -> Config {
    Config { profile: Profile::Strict, ..Config::default() }
}

fn build(texts: &Texts) -> Repository {
    let source = |(path, text): &(String, String)| SourceFile {
        path: path.clone(),
        bytes: text.clone().into_bytes(),
        role: Role::Checked,
    };
    Repository::build(texts.iter().map(source).collect(), &Settings::default(), &NoImports)
}

/// Repairs everything, checks every round and what is left, and returns how many findings were repaired.
fn settle(mut texts: Texts, safety: Safety) -> usize {
    let mut count = 0;
    for round in 0.. {
        let repository = build(&texts);
        let findings = lint(&repository, &strict()).findings;
        let all: Vec<&Finding> = findings.iter().collect();
        let repairs = repairs(&repository, &all, safety, &|_| true);
        if repairs.count == 0 {
            assert_nothing_left(&findings, safety, &texts);
            return count;
        }
        assert!(round < ROUNDS, "two repairs undo each other: {:#?}", named(&findings, &repairs));
        let new = repaired(&repository, &texts, &repairs);
        assert_no_new_errors(&findings, &lint(&build(&new), &strict()).findings, &texts, &new);
        texts = new;
        count += repairs.count;
    }
    count
}

/// The rules whose findings are in files that change, to see who is at odds.
fn named(findings: &[Finding], repairs: &Repairs) -> Vec<String> {
    let changed = findings.iter().filter(|it| it.fix.is_some() && repairs.edits.contains_key(&it.place.file));
    changed.take(10).map(|it| format!("{}: {}", it.rule, it.message)).collect()
}

/// The texts after a round; what no edit touches is there as it was.
fn repaired(repository: &Repository, texts: &Texts, repairs: &Repairs) -> Texts {
    let new = repairs.texts(repository);
    assert_eq!(new.len(), repairs.edits.len(), "every list of edits can be applied");
    let text = |(index, (path, old)): (u32, &(String, String))| {
        let new = new.get(&FileId(index)).cloned().unwrap_or_else(|| old.clone());
        let edits = repairs.edits.get(&FileId(index));
        let mut spans: Vec<_> = edits.into_iter().flatten().map(|it| (it.span.start as usize, it)).collect();
        spans.sort_by_key(|(start, it)| (*start, it.span.end));
        let (mut before, mut after) = (0, 0);
        for (start, edit) in spans {
            let kept = start - before;
            assert_eq!(&old[before..start], &new[after..after + kept], "{path}: changed outside of edits");
            (before, after) = (edit.span.end as usize, after + kept + edit.text.len());
        }
        assert_eq!(&old[before..], &new[after..], "{path}: changed behind the last edit");
        (path.clone(), new)
    };
    (0..).zip(texts).map(text).collect()
}

/// How many errors each rule has.
fn errors(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings.iter().filter(|it| it.severity == Severity::Error) {
        *counts.entry(finding.rule.as_str()).or_default() += 1;
    }
    counts
}

/// Whether a reference that named nothing names something since that has its new name, and is looked at for the first
/// time.
fn is_another_found(before: &[Finding], after: &[Finding]) -> bool {
    let dangling = |it: &&Finding| {
        ["reference-not-found", "stream-key-not-found", "table-field-not-found"].contains(&it.rule.as_str())
    };
    let is_left = |it: &Finding| after.iter().any(|other| other.rule == it.rule && other.message == it.message);
    before.iter().filter(dangling).any(|it| !is_left(it))
}

/// Repairs bring no error; what a repaired key or type lets be read for the first time was there before.
fn assert_no_new_errors(before: &[Finding], after: &[Finding], old: &Texts, new: &Texts) {
    const UNCOVERING: &[&str] = &[
        "json-syntax",
        "unknown-key",
        "wrong-kind",
        "loose-value",
        "missing-key",
        "type-not-found",
        "duplicate-key",
        "interface-not-found",
        "import-not-found",
    ];
    let repaired = before.iter().filter(|it| it.fix.is_some());
    if repaired.clone().any(|it| UNCOVERING.contains(&it.rule.as_str())) {
        return;
    }
    let (had, has) = (errors(before), errors(after));
    if is_another_found(before, after) {
        return;
    }
    for (rule, count) in has {
        let rules: Vec<&str> = repaired.clone().map(|it| it.rule.as_str()).collect();
        let brought = after.iter().filter(|it| it.rule == rule).map(|it| it.message.as_str());
        assert!(
            count <= had.get(rule).copied().unwrap_or_default(),
            "a repair of {rules:?} brought {rule}: {:#?}\n{}",
            brought.collect::<Vec<_>>(),
            difference(old, new)
        );
    }
}

fn difference(old: &Texts, new: &Texts) -> String {
    let diff = |((path, old), (_, new)): (&(String, String), &(String, String))| {
        let diff = similar::TextDiff::from_lines(old, new);
        format!("{path}\n{}", diff.unified_diff())
    };
    old.iter().zip(new).map(diff).collect()
}

/// What can be repaired is repaired; only a new name may be taken.
fn assert_nothing_left(findings: &[Finding], safety: Safety, texts: &Texts) {
    let is_wanted = |it: &Finding| {
        let fix = it.fix.as_ref().filter(|it| safety == Safety::Unsafe || it.safety == Safety::Safe);
        fix.is_some_and(|it| it.edits().is_some())
    };
    let left: Vec<&Finding> = findings.iter().filter(|it| is_wanted(it)).collect();
    assert!(left.is_empty(), "left over: {left:#?}\nin {texts:#?}");
}
