//! Bad input: whatever a file holds, building and linting end, and what they say points into the file.

mod fragment;
mod mutation;
mod shapes;

use apigen_lint::{Config, Level, Outcome, Profile, RuleSetting, lint, repairs, rules};
use apigen_model::{FileId, Finding, NoImports, Place, Repository, Role, Safety, Settings, SourceFile};
use apigen_syntax::apply;

/// A repository of files that are called `0.json`, `1.json` and so on.
fn build<T: Into<Vec<u8>>>(files: impl IntoIterator<Item = T>) -> Repository {
    let named = files.into_iter().enumerate().map(|(index, it)| SourceFile {
        path: format!("{index}.json"),
        bytes: it.into(),
        role: Role::Checked,
    });
    Repository::build(named.collect(), &Settings::default(), &NoImports)
}

/// Every profile, and all rules at once.
fn configurations() -> Vec<Config> {
    let profiles = Profile::ALL.into_iter().map(|profile| Config { profile, ..Config::default() });
    let everything = rules().iter().map(|it| (it.id.to_owned(), RuleSetting::Level(Level::Error)));
    let everything = Config { rules: everything.collect(), ..Config::default() };
    profiles.chain([everything]).collect()
}

/// Lints with every configuration, checks what is said, and returns the findings of all rules.
fn judge(repository: &Repository) -> Vec<Finding> {
    let mut outcome = Outcome::default();
    for config in configurations() {
        outcome = lint(repository, &config);
        outcome.findings.iter().for_each(|it| check(repository, it));
        fix(repository, &outcome.findings);
    }
    outcome.findings
}

fn check(repository: &Repository, finding: &Finding) {
    let places = finding.related.iter().map(|it| it.place).chain([finding.place]);
    places.for_each(|it| check_place(repository, it, finding));
    assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{finding:?}");
    assert_eq!(finding.fingerprint.len(), 16, "{finding:?}");
    if let Some(edits) = finding.fix.as_ref().and_then(|it| it.edits()) {
        let text = repository.source(finding.place.file).document.text();
        assert!(apply(text, edits).is_ok(), "{finding:?}");
    }
}

fn check_place(repository: &Repository, place: Place, finding: &Finding) {
    let text = repository.source(place.file).document.text();
    assert!(place.span.start <= place.span.end, "{finding:?}");
    assert!(text.get(place.span.range()).is_some(), "not inside the text, or inside a character: {finding:?}");
}

/// The texts of a repository after all fixes, which can be read and linted again.
fn fix(repository: &Repository, findings: &[Finding]) -> Vec<String> {
    let all: Vec<_> = findings.iter().collect();
    let mut fixed = repairs(repository, &all, Safety::Unsafe, &|_| true).texts(repository);
    let mut text_of = |file: FileId, text: &str| fixed.remove(&file).unwrap_or_else(|| text.to_owned());
    (0..).zip(repository.sources()).map(|(index, it)| text_of(FileId(index), it.document.text())).collect()
}
