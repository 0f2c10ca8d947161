//! Generates Rust from real definitions and lets the compiler judge it, warnings included.

use std::fs;
use std::path::Path;

use crate::process::{self, cargo};
use crate::{Result, workspace};

/// A real definition: a name for its crates, and its files relative to the corpus.
#[derive(Debug)]
pub struct Input {
    /// What the folder of its crates is called.
    pub name: &'static str,
    /// The files that are generated together.
    pub files: &'static [&'static str],
}

/// Every definition that is judged, the biggest last.
pub const INPUTS: [Input; 5] = [
    Input { name: "delta", files: &["api_json/flowcommerce__delta/spec/delta.json"] },
    Input {
        name: "apibuilder-api",
        files: &[
            "api_json/apicollective__apibuilder/spec/apibuilder-api.json",
            "api_json/apicollective__apibuilder/spec/apibuilder-common.json",
            "api_json/apicollective__apibuilder/spec/apibuilder-generator.json",
            "api_json/apicollective__apibuilder/spec/apibuilder-spec.json",
        ],
    },
    Input { name: "dependency", files: &["api_json/flowcommerce__dependency/spec/dependency.json"] },
    Input { name: "sundial", files: &["api_json/scala-steward__sundial/api.json"] },
    Input { name: "flow", files: &["service_json/flow-node-sdk.service.json"] },
];

/// Generates some inputs and checks their crates with all features; says `skipped` without a corpus.
pub fn check(root: &Path, inputs: &[Input]) -> Result {
    let Some(corpus) = workspace::corpus(root) else {
        println!("skipped: no corpus; set APIGEN_CORPUS to a folder that has one");
        return Ok(());
    };
    for input in inputs {
        println!("-- {}", input.name);
        let out = workspace::target(root).join("generated").join(input.name);
        generate(root, &corpus, input, &out)?;
        compile(root, &out)?;
    }
    Ok(())
}

fn generate(root: &Path, corpus: &Path, input: &Input, out: &Path) -> Result {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "apigen", "--", "rust"]);
    command.args(input.files.iter().map(|it| corpus.join(it)));
    process::run(command.arg("--out").arg(out).arg("--runtime").arg(root.join("runtime")))?;
    // A workspace of its own, since it lies below ours; with our lock, so that what is built already is used.
    fs::write(out.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n")?;
    fs::copy(root.join("Cargo.lock"), out.join("Cargo.lock"))?;
    Ok(())
}

fn compile(root: &Path, out: &Path) -> Result {
    let mut command = cargo(out);
    command.args(["check", "--quiet", "--workspace", "--all-features"]);
    let stderr = process::errors(command.env("CARGO_TARGET_DIR", workspace::target(root)))?;
    if stderr.contains("warning") {
        return Err(format!("the crates in {} compile with warnings:\n{stderr}", out.display()).into());
    }
    Ok(())
}
