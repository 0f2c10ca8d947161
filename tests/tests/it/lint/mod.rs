//! Runs the test documents of rules: `tests/lint/<rule>.md`.
//!
//! `UPDATE=1` rewrites expectations; `LINT_DOC=<rule>` runs one document.

pub(crate) mod carets;
mod document;

use std::path::{Path, PathBuf};

use apigen_lint::{Config, Level, Outcome, RuleSetting, lint, repairs, rules};
use apigen_model::{NoImports, Repository, Role, Safety, Settings, SourceFile};
use document::{Block, Document};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lint")
}

#[test]
fn documents_say_what_the_rules_do() {
    let only = std::env::var("LINT_DOC").ok();
    let mut failures = Vec::new();
    for rule in rules().iter().filter(|it| only.as_deref().is_none_or(|only| only == it.id)) {
        let path = folder().join(format!("{}.md", rule.id));
        match std::fs::read_to_string(&path) {
            Ok(text) => failures.extend(judge(rule.id, &path, &text)),
            Err(_) => failures.push(format!("{}: has no document tests/lint/{0}.md", rule.id)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_document_has_a_rule() {
    let documents = std::fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path());
    let strangers: Vec<_> = documents
        .filter_map(|it| Some(it.file_stem()?.to_str()?.to_owned()))
        .filter(|it| apigen_lint::rule(it).is_none())
        .collect();
    assert!(strangers.is_empty(), "no rules of these names: {strangers:?}");
}

/// What is wrong with a document, after rewriting it when that was asked for.
fn judge(id: &str, path: &Path, text: &str) -> Vec<String> {
    let mut document = Document::parse(text);
    let mut counts = [0, 0];
    let mut config = only(id, "");
    for section in document.sections() {
        for group in section {
            if let [block] = group[..]
                && let Block::Config(text) = &document.blocks[block]
            {
                config = only(id, text);
                continue;
            }
            let found = run(&mut document, &group, &config);
            counts[usize::from(found > 0)] += 1;
        }
    }
    let rendered = document.render();
    if std::env::var_os("UPDATE").is_some() && rendered != text {
        std::fs::write(path, &rendered).unwrap();
    }
    verdict(id, text, &rendered, counts)
}

fn verdict(id: &str, text: &str, rendered: &str, [good, bad]: [usize; 2]) -> Vec<String> {
    let mut failures = Vec::new();
    if !text.starts_with(&format!("# {id}\n")) {
        failures.push(format!("{id}: the document does not begin with its title"));
    }
    if good == 0 || bad == 0 {
        failures.push(format!("{id}: {good} examples without findings and {bad} with; it takes one of each"));
    }
    if text != rendered && std::env::var_os("UPDATE").is_none() {
        let diff = similar::TextDiff::from_lines(text, rendered);
        failures.push(format!("{id}: the rule does not do what its document says\n{}", diff.unified_diff()));
    }
    failures
}

/// A configuration in which one rule runs.
fn only(id: &str, text: &str) -> Config {
    let mut config: Config = toml::from_str(text).unwrap();
    assert_eq!(config.errors(), [], "the document of {id} configures what cannot be");
    for rule in rules() {
        if rule.id != id {
            // A document may let another rule run, where that makes a difference.
            config.rules.entry(rule.id.to_owned()).or_insert(RuleSetting::Level(Level::Off));
        } else if !config.rules.contains_key(id) {
            let level = match rule.severity {
                apigen_model::Severity::Info => Level::Info,
                apigen_model::Severity::Warning => Level::Warning,
                apigen_model::Severity::Error => Level::Error,
            };
            config.rules.insert(id.to_owned(), RuleSetting::Level(level));
        }
    }
    config
}

/// Lints the blocks of one repository, writes what was found into them, and returns how much that was.
fn run(document: &mut Document, group: &[usize], config: &Config) -> usize {
    let sources: Vec<(usize, String, String)> =
        group.iter().filter_map(|index| document.source(*index).map(|(name, text)| (*index, name, text))).collect();
    let files = sources.iter().map(|(index, path, text)| SourceFile {
        path: path.clone(),
        bytes: document.bytes(*index, text),
        role: Role::Checked,
    });
    let repository = Repository::build(files.collect(), &Settings::default(), &NoImports);
    let outcome = lint(&repository, config);
    let all: Vec<_> = outcome.findings.iter().collect();
    let texts = repairs(&repository, &all, Safety::Unsafe, &|_| true).texts(&repository);
    for (file, (index, _, text)) in sources.iter().enumerate() {
        let findings: Vec<_> = outcome.findings.iter().filter(|it| it.place.file.0 as usize == file).collect();
        let lines = repository.sources()[file].document.lines();
        document.set_json(*index, carets::render(text, lines, &findings));
        if let Some(fixed) = document.fixed_after(*index) {
            let id = apigen_model::FileId(u32::try_from(file).unwrap());
            document.blocks[fixed] = Block::Fixed(texts.get(&id).unwrap_or(text).clone());
        }
    }
    count(&outcome)
}

fn count(outcome: &Outcome) -> usize {
    outcome.findings.len()
}
