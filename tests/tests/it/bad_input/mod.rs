//! Bad input: whatever a file holds, building and linting end, and what they say points into the file.

mod fragment;
mod mutation;
mod shapes;

use apigen_lint::{Config, Level, Outcome, Profile, RuleSetting, apply_fixes, lint, rules};
use apigen_model::{Finding, NoImports, Place, Repository, Role, Safety, Settings, SourceFile};
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
    if let Some(fix) = &finding.fix {
        let text = repository.source(finding.place.file).document.text();
        assert!(apply(text, &fix.edits).is_ok(), "{finding:?}");
    }
}

fn check_place(repository: &Repository, place: Place, finding: &Finding) {
    let text = repository.source(place.file).document.text();
    assert!(place.span.start <= place.span.end, "{finding:?}");
    assert!(text.get(place.span.range()).is_some(), "not inside the text, or inside a character: {finding:?}");
}

/// The texts of a repository after all fixes, which can be read and linted again.
fn fix(repository: &Repository, findings: &[Finding]) -> Vec<String> {
    let sources = repository.sources().iter().enumerate();
    let fixed = sources.map(|(index, source)| {
        let mine: Vec<_> = findings.iter().filter(|it| it.place.file.0 as usize == index).collect();
        let text = source.document.text();
        apply_fixes(text, &mine, Safety::Unsafe).map_or_else(|| text.to_owned(), |it| it.text)
    });
    fixed.collect()
}
