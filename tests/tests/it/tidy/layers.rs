//! The direction of dependencies between our crates, read from `cargo metadata`.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use xtask::workspace;

/// Who may use whom, by directory; `*` stands for one name, and the first line that fits counts.
const ALLOWED: &[(&str, &[&str])] = &[
    ("spec/syntax", &[]),
    ("spec/model", &["spec/syntax"]),
    ("spec/lint", &["spec/syntax", "spec/model", "spec/symbols"]),
    ("spec/editor", &["spec/syntax", "spec/model", "spec/symbols", "spec/lint"]),
    // Values that follow from a seed are the same for mocks and for testers.
    ("spec/conform", &["spec/syntax", "spec/model", "runtime/chance"]),
    ("spec/*", &["spec/syntax", "spec/model"]),
    ("generators/core", &["spec/syntax", "spec/model"]),
    ("generators/*", &["spec/syntax", "spec/model", "generators/core"]),
    ("runtime/*", &["runtime/*"]),
    // Carries what is planned, and what brokers carry; the laws and the plan are pure.
    ("tester", &["spec/syntax", "spec/model", "spec/conform", "runtime/http", "runtime/events"]),
    ("platform", &["spec/*", "generators/*", "runtime/*"]),
    // `apigen up` starts a demo service in its own process.
    ("cli", &["spec/*", "generators/*", "runtime/*", "platform", "tester", "examples/*"]),
    ("tests/golden/rust/*/*", &["runtime/*", "tests/golden/rust/*/*"]),
    ("examples/generated/*", &["runtime/*", "examples/generated/*"]),
    ("examples/*", &["runtime/*", "examples/*", "examples/generated/*"]),
    // Tasks work while our crates do not compile.
    ("xtask", &[]),
    // Measurements compare what is shipped; nothing is built on them.
    ("benches", &["runtime/*", "examples/*", "examples/generated/*", "tests/events", "tests/servers"]),
    // Servers for tests of every layer.
    ("tests/servers", &[]),
    // Services that share nothing with what judges them.
    ("tests/conform", &[]),
    // What tests of several crates share: files, golden trees.
    ("tests/support", &["spec/model", "generators/core"]),
    // A service to kill, on nothing but the runtime.
    ("tests/events", &["runtime/*"]),
    ("tests", &["*", "*/*"]),
];

pub(super) fn metadata() -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--format-version=1"]).current_dir(workspace::root());
    serde_json::from_slice(&cargo.output().unwrap().stdout).unwrap()
}

/// Every dependency that points the wrong way; those of tests alone do not count.
pub(super) fn violations(metadata: &Value) -> Vec<String> {
    let root = Path::new(metadata["workspace_root"].as_str().unwrap_or_default());
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
        let from = super::relative(root, manifest.parent().unwrap_or(root));
        let needed = package["dependencies"].as_array().into_iter().flatten();
        for dependency in needed.filter(|it| it["kind"] != "dev") {
            let path = dependency["path"].as_str().map(|it| super::relative(root, Path::new(it)));
            found.extend(path.and_then(|to| violation(&from, &to)));
        }
    }
    found
}

fn violation(from: &str, to: &str) -> Option<String> {
    let Some((_, allowed)) = ALLOWED.iter().find(|(pattern, _)| fits(pattern, from)) else {
        return Some(format!("{from}: has no place in the layers"));
    };
    let fine = allowed.iter().any(|pattern| fits(pattern, to));
    (!fine).then(|| format!("{from}: must not depend on {to}"))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut names, mut wanted) = (path.split('/'), pattern.split('/'));
    let all = wanted.by_ref().all(|it| names.next().is_some_and(|name| it == "*" || it == name));
    // A crate inside a package, such as a generated one, belongs to its layer.
    all && (pattern.contains('*') || names.next().is_none())
}

#[test]
fn wrong_arrows_are_found() {
    let package = |dir: &str, kind: Value, to: &str| {
        json!({ "workspace_root": "/x", "packages": [{
            "manifest_path": format!("/x/{dir}/Cargo.toml"),
            "dependencies": [{ "name": "n", "kind": kind, "path": format!("/x/{to}") }],
        }] })
    };
    let count = |dir, kind, to| violations(&package(dir, kind, to)).len();
    assert_eq!(count("spec/syntax", Value::Null, "spec/model"), 1);
    assert_eq!(count("spec/lint", json!("build"), "cli"), 1);
    assert_eq!(count("runtime/http", Value::Null, "spec/model"), 1);
    assert_eq!(count("spec/lint", Value::Null, "spec/compat"), 1);
    assert_eq!(count("spec/symbols", Value::Null, "spec/lint"), 1);
    assert_eq!(count("somewhere", Value::Null, "spec/model"), 1);
    assert_eq!(count("spec/lint", json!("dev"), "cli"), 0);
    assert_eq!(count("generators/rust", Value::Null, "generators/core"), 0);
    assert_eq!(count("cli", Value::Null, "spec/lint"), 0);
}
