//! Trees are forgotten once a model is built, and read again only where something is reported.

use std::path::Path;

use apigen_lint::{Config, Level, Rule, RuleSetting, lint, rules};
use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

#[test]
fn rules_leave_trees_alone_unless_they_report_something() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-definitions");
    let files = ["catalog", "common", "error", "healthcheck", "order", "user"].map(|it| {
        let path = format!("{it}.json");
        let bytes = std::fs::read(folder.join(&path)).unwrap();
        SourceFile { path, bytes, role: Role::Checked }
    });
    let impatient = |rule: &&&'static Rule| {
        let repository = Repository::build(files.to_vec(), &Settings::default(), &NoImports);
        let outcome = lint(&repository, &only(rule.id));
        let has_nothing = outcome.findings.is_empty() && outcome.suppressed.is_empty();
        // Entries that suppress nothing are looked for wherever a file has entries at all.
        has_nothing && rule.id != "lint-ignore-unused" && repository.sources().iter().any(|it| it.document.has_tree())
    };
    let impatient: Vec<_> = rules().iter().filter(impatient).map(|it| it.id).collect();
    assert!(impatient.is_empty(), "these ask for places before they have anything to report: {impatient:?}");
}

/// A configuration in which one rule runs.
fn only(id: &str) -> Config {
    let level = |rule: &Rule| if rule.id == id { Level::Error } else { Level::Off };
    let settings = rules().iter().map(|it| (it.id.to_owned(), RuleSetting::Level(level(it))));
    Config { rules: settings.collect(), ..Config::default() }
}
