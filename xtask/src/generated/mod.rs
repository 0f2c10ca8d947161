//! Generates Rust from real definitions and lets the compiler judge it, warnings included.

mod figures;
mod survival;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(crate) use figures::generation;

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
    let Some(corpus) = corpus(root) else { return Ok(()) };
    for input in inputs {
        println!("-- {}", input.name);
        compile(root, &generate(root, &corpus, input)?)?;
    }
    Ok(())
}

/// The same, and random values of every type have to survive reading and writing; prints figures at the end.
pub fn judge(root: &Path, inputs: &[Input]) -> Result {
    let Some(corpus) = corpus(root) else { return Ok(()) };
    let mut rows = Vec::new();
    for input in inputs {
        println!("-- {}", input.name);
        let out = generate(root, &corpus, input)?;
        let start = Instant::now();
        compile(root, &out)?;
        let check = start.elapsed();
        lint(root, &out)?;
        survival::run(root, &out)?;
        let files: Vec<PathBuf> = input.files.iter().map(|it| corpus.join(it)).collect();
        rows.push(figures::Row::measure(root, input.name, &files, &out, check)?);
    }
    figures::print(&rows);
    Ok(())
}

fn corpus(root: &Path) -> Option<PathBuf> {
    let corpus = workspace::corpus(root);
    if corpus.is_none() {
        println!("skipped: no corpus; set APIGEN_CORPUS to a folder that has one");
    }
    corpus
}

/// Generates the crates of an input into a workspace of their own, and says where it lies.
fn generate(root: &Path, corpus: &Path, input: &Input) -> Result<PathBuf> {
    let out = workspace::target(root).join("generated").join(input.name);
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "apigen", "--", "rust"]);
    command.args(input.files.iter().map(|it| corpus.join(it)));
    process::run(command.arg("--out").arg(&out).arg("--runtime").arg(root.join("runtime")))?;
    // A workspace of its own, since it lies below ours; with our lock, so that what is built already is used.
    fs::write(out.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n")?;
    fs::copy(root.join("Cargo.lock"), out.join("Cargo.lock"))?;
    Ok(out)
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

/// Holds the crates to the lints that people hold their own code to; those that a crate allows say why.
fn lint(root: &Path, out: &Path) -> Result {
    let mut command = cargo(out);
    command.args(["clippy", "--quiet", "--workspace", "--all-features", "--", "-Dwarnings", "-Wclippy::pedantic"]);
    process::run(command.env("CARGO_TARGET_DIR", workspace::target(root)))?;
    let mut command = cargo(out);
    command.args(["doc", "--quiet", "--workspace", "--no-deps", "--all-features"]).env("RUSTDOCFLAGS", "-Dwarnings");
    process::run(command.env("CARGO_TARGET_DIR", workspace::target(root)))
}
