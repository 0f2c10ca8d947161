//! Generates Rust from real definitions and lets the compiler judge it, warnings included.

use std::fs;
use std::path::Path;

use crate::process::{self, cargo};
use crate::{Result, workspace};

/// Relative to the corpus.
const INPUTS: &[&str] = &[
    "service_json/flow-node-sdk.service.json",
    "api_json/apicollective__apibuilder/spec/apibuilder-api.json",
    "api_json/flowcommerce__delta/spec/delta.json",
    "api_json/flowcommerce__dependency/spec/dependency.json",
    "api_json/scala-steward__sundial/api.json",
];

pub(super) fn run(root: &Path) -> Result {
    let Some(corpus) = workspace::corpus(root) else {
        println!("skipped: no corpus; set APIGEN_CORPUS");
        return Ok(());
    };
    for input in INPUTS {
        println!("-- {input}");
        check(root, &corpus.join(input), &input.replace('/', "-"))?;
    }
    Ok(())
}

fn check(root: &Path, input: &Path, name: &str) -> Result {
    let out = workspace::target(root).join("slow").join(name);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let generate = ["run", "--quiet", "--release", "--package", "apigen", "--", "rust"];
    process::run(cargo(root).args(generate).arg(input).arg("--out").arg(&out))?;
    for manifest in manifests(&out)? {
        let check = ["check", "--quiet", "--all-features", "--manifest-path"];
        let shared = workspace::target(root).join("slow/target");
        let mut command = cargo(&out);
        command.args(check).arg(manifest).arg("--target-dir").arg(shared);
        process::run(command.env("RUSTFLAGS", "-D warnings"))?;
    }
    Ok(())
}

/// The outermost `Cargo.toml` files: a workspace speaks for its members.
fn manifests(dir: &Path) -> Result<Vec<std::path::PathBuf>> {
    let manifest = dir.join("Cargo.toml");
    if manifest.is_file() {
        return Ok(vec![manifest]);
    }
    let mut found = Vec::new();
    for entry in dir.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(manifests(&path)?);
        }
    }
    found.sort();
    Ok(found)
}
