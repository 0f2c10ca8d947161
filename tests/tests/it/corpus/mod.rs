//! Lints real definitions by other people and compares with what is written down, finding by finding or count by count.
//!
//! The definitions are not part of the project: they lie in `APIGEN_CORPUS`, or in `../shared/corpus` beside it.
//! Without them these tests print `skipped`.
//! What is expected stands in `tests/corpus/*.md`; each row has a reason, which a person writes.

pub(crate) mod expected;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use apigen_lint::{Config, Profile, lint};
use apigen_model::{Finding, ImportResolver, NoImports, Repository, Role, Settings, Severity, SourceFile};
use expected::{Row, compare, rows_of};

/// The folder of the corpus, if it is there.
#[allow(clippy::print_stdout)] // A test that did not run says so.
pub(crate) fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("APIGEN_CORPUS").map_or(beside, PathBuf::from).join("apibuilder");
    if !folder.is_dir() {
        println!("skipped: no corpus; set APIGEN_CORPUS to a folder that has one");
        return None;
    }
    Some(folder)
}

/// Every JSON file below a folder, relative to the corpus and sorted.
pub(crate) fn files(corpus: &Path, below: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut pending = vec![corpus.join(below)];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|it| it == "json") {
                found.push(path.strip_prefix(corpus).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn repository(corpus: &Path, file: &str) -> Repository {
    let bytes = std::fs::read(corpus.join(file)).unwrap();
    let source = SourceFile { path: file.to_owned(), bytes, role: Role::Checked };
    let resolver: &dyn ImportResolver = &NoImports;
    Repository::build(vec![source], &Settings::default(), resolver)
}

/// How many findings each rule has in a file, at or above a severity.
fn counts(corpus: &Path, file: &str, profile: Profile, least: Severity) -> BTreeMap<String, usize> {
    let repository = repository(corpus, file);
    let outcome = lint(&repository, &Config { profile, ..Config::default() });
    let mut counts = BTreeMap::new();
    for finding in outcome.findings.iter().filter(|it| it.severity >= least) {
        let text = repository.source(finding.place.file).document.text();
        let span = finding.place.span;
        assert!(text.get(span.range()).is_some(), "{file}: {} points outside the text: {span:?}", finding.rule);
        *counts.entry(finding.rule.to_string()).or_default() += 1;
    }
    counts
}

fn rows(corpus: &Path, files: &[String], profile: Profile, least: Severity) -> Vec<Row> {
    let mut rows = Vec::new();
    for file in files {
        let counts = counts(corpus, file, profile, least);
        rows.extend(counts.into_iter().map(|(rule, count)| Row::new(file, &rule, count)));
    }
    rows
}

/// What a finding is about, by the names of the constructs around it.
fn subject(repository: &Repository, finding: &Finding) -> String {
    let document = &repository.source(finding.place.file).document;
    let mut names = Vec::new();
    let mut node = document.at_pointer(&finding.pointer);
    while let Some(it) = node {
        let label = ["name", "type", "uri"].iter().find_map(|key| it.get(key)?.as_str());
        let label =
            if it.get("method").is_some() { it.get("path").and_then(apigen_syntax::Value::as_str) } else { label };
        names.extend(label);
        node = it.parent();
    }
    names.pop(); // The definition itself.
    names.reverse();
    let text = &document.text()[finding.place.span.range()];
    names.push(text.lines().next().unwrap_or_default().trim_matches('"').into());
    names.join(" / ")
}

#[test]
fn files_that_apibuilder_accepts_have_no_errors() {
    let Some(corpus) = corpus() else { return };
    let mut all = files(&corpus, "api_json");
    all.extend(files(&corpus, "service_json"));
    assert!(all.len() > 50, "the corpus has only {} files", all.len());
    compare("minimal.md", &rows(&corpus, &all, Profile::Minimal, Severity::Error));
}

#[test]
fn the_recommended_profile_says_little_about_real_files() {
    let Some(corpus) = corpus() else { return };
    let mut totals: BTreeMap<String, usize> = BTreeMap::new();
    for file in ["api_json", "service_json"].iter().flat_map(|it| files(&corpus, it)) {
        for (rule, count) in counts(&corpus, &file, Profile::Recommended, Severity::Info) {
            *totals.entry(rule).or_default() += count;
        }
    }
    let rows: Vec<Row> = totals.into_iter().map(|(rule, count)| Row::new("all files", &rule, count)).collect();
    compare("recommended.md", &rows);
}

#[test]
fn findings_that_a_person_judged_are_still_found() {
    let Some(corpus) = corpus() else { return };
    let judged = rows_of("recommended-read.md");
    assert!(judged.len() >= 40, "only {} findings were read", judged.len());
    let mut files: Vec<&str> = judged.iter().map(Row::file).collect();
    files.sort_unstable();
    files.dedup();
    let mut found = Vec::new();
    for file in files {
        let repository = repository(&corpus, file);
        let outcome = lint(&repository, &Config { profile: Profile::Recommended, ..Config::default() });
        let document = |it: &Finding| &repository.source(it.place.file).document;
        let line = |it: &Finding| document(it).text()[..it.place.span.range().start].matches('\n').count() + 1;
        found.extend(outcome.findings.iter().map(|it| (file.to_owned(), it.rule.clone(), line(it))));
    }
    let is_gone = |row: &&Row| !found.iter().any(|(file, rule, line)| row.is_about(file, rule, *line));
    let gone: Vec<_> = judged.iter().filter(is_gone).collect();
    assert!(gone.is_empty(), "judged, and not found any more: {gone:#?}");
}

#[test]
fn the_specification_of_flow_obeys_the_rules_of_flow() {
    let Some(corpus) = corpus() else { return };
    let file = "service_json/flow-node-sdk.service.json";
    let repository = repository(&corpus, file);
    let outcome = lint(&repository, &Config { profile: Profile::Flow, ..Config::default() });
    let rows: Vec<Row> = outcome.findings.iter().map(|it| Row::new(&subject(&repository, it), &it.rule, 1)).collect();
    compare("flow-2025.md", &rows);
}

#[test]
fn old_specifications_of_flow_break_the_rules_that_came_later() {
    let Some(corpus) = corpus() else { return };
    let files = ["2016-07-13", "2016-08-16"].map(|it| format!("history/flow-node-sdk/{it}.service.json"));
    compare("flow-2016.md", &rows(&corpus, &files, Profile::Flow, Severity::Info));
}

#[test]
fn every_profile_gets_through_every_file() {
    let Some(corpus) = corpus() else { return };
    for file in ["api_json", "service_json", "history"].iter().flat_map(|it| files(&corpus, it)) {
        for profile in [Profile::Recommended, Profile::Strict] {
            counts(&corpus, &file, profile, Severity::Info);
        }
    }
}
