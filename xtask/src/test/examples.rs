//! Runs every example of the workspace to its end.
//!
//! An example ends by itself when called with `--once`;
//! others state their arguments as `[package.metadata.xtask] run = ["…"]`.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::Result;
use crate::process::{self, cargo};

/// Building comes before, so this is the time that the example itself may take.
const LIMIT: Duration = Duration::from_mins(2);

/// An example package and how to call it.
#[derive(Debug, PartialEq)]
struct Example {
    package: String,
    arguments: Vec<String>,
}

/// Runs all packages below `examples/`.
pub(super) fn run(root: &Path) -> Result {
    let text = process::output(cargo(root).args(["metadata", "--no-deps", "--format-version=1"]))?;
    for example in examples(&serde_json::from_str(&text)?) {
        println!("-- {} {}", example.package, example.arguments.join(" "));
        process::run(cargo(root).args(["build", "--quiet", "--package", &example.package]))?;
        let run = ["run", "--quiet", "--package", &example.package, "--"];
        process::run_within(cargo(root).args(run).args(&example.arguments), LIMIT)?;
    }
    Ok(())
}

fn examples(metadata: &Value) -> Vec<Example> {
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    packages.iter().filter(|it| is_example(root, it)).map(example).collect()
}

fn is_example(root: &str, package: &Value) -> bool {
    let manifest = package["manifest_path"].as_str();
    let below = manifest.and_then(|path| path.strip_prefix(root));
    below.is_some_and(|path| path.starts_with("/examples/")) && has_program(package)
}

/// Generated crates lie among the examples too, and have nothing to run.
fn has_program(package: &Value) -> bool {
    let targets = package["targets"].as_array().map_or(&[][..], Vec::as_slice);
    let kinds = targets.iter().filter_map(|it| it["kind"].as_array()).flatten();
    kinds.into_iter().any(|it| it == "bin")
}

fn example(package: &Value) -> Example {
    let declared = package["metadata"]["xtask"]["run"].as_array();
    let arguments = declared.map_or_else(|| vec!["--once".to_owned()], |it| texts(it));
    Example { package: package["name"].as_str().unwrap_or_default().to_owned(), arguments }
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_packages_below_examples_run() {
        let metadata = json!({ "workspace_root": "/examples/x", "packages": [
            { "name": "apigen", "manifest_path": "/examples/x/cli/Cargo.toml" },
            { "name": "a", "manifest_path": "/examples/x/examples/a/Cargo.toml", "targets": [{ "kind": ["bin"] }] },
            { "name": "types", "manifest_path": "/examples/x/examples/types/Cargo.toml",
              "targets": [{ "kind": ["lib"] }] },
            { "name": "b", "manifest_path": "/examples/x/examples/b/Cargo.toml",
              "targets": [{ "kind": ["lib"] }, { "kind": ["bin"] }],
              "metadata": { "xtask": { "run": ["--check"] } } },
        ] });
        let found = examples(&metadata);
        let calls: Vec<_> = found.iter().map(|it| (it.package.as_str(), it.arguments.join(" "))).collect();
        assert_eq!(calls, [("a", "--once".to_owned()), ("b", "--check".to_owned())]);
    }
}
