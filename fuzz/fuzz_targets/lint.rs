//! Any bytes as a definition: building, linting with every rule and applying all fixes must not panic.

#![no_main]

use apigen_lint::{Config, Level, RuleSetting, apply_fixes, lint, rules};
use apigen_model::{NoImports, Repository, Role, Safety, Settings, SourceFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut config = Config::default();
    config.rules.extend(rules().iter().map(|it| (it.id.to_owned(), RuleSetting::Level(Level::Error))));
    // A byte 0 ends a file, so that there can be several.
    let files = bytes.split(|it| *it == 0).enumerate().map(|(index, bytes)| SourceFile {
        path: format!("{index}.json"),
        bytes: bytes.to_vec(),
        role: Role::Checked,
    });
    let repository = Repository::build(files.collect(), &Settings::default(), &NoImports);
    let outcome = lint(&repository, &config);
    for (index, source) in repository.sources().iter().enumerate() {
        let findings: Vec<_> = outcome.findings.iter().filter(|it| it.place.file.0 as usize == index).collect();
        let _ = apply_fixes(source.document.text(), &findings, Safety::Unsafe);
    }
});
