//! How large generated crates are, and how long it takes to make and to check them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::bench::measure;
use crate::process::{self, cargo};
use crate::{Result, workspace};

/// The figures of one definition.
pub(super) struct Row {
    name: &'static str,
    files: usize,
    lines: usize,
    generation: measure::Sample,
    check: Duration,
}

impl Row {
    /// Counts what was generated, and generates again and again elsewhere to measure.
    pub(super) fn measure(
        root: &Path,
        name: &'static str,
        inputs: &[PathBuf],
        out: &Path,
        check: Duration,
    ) -> Result<Self> {
        const RUNS: usize = 3;
        process::run(cargo(root).args(["build", "--quiet", "--release", "--package", "apigen"]))?;
        let scratch = workspace::target(root).join("generated/measured").join(name);
        let (mut files, mut lines) = (0, 0);
        for path in sources(out)? {
            files += 1;
            lines += fs::read_to_string(path)?.lines().count();
        }
        let generation = generation(root, inputs, &scratch, RUNS)?;
        Ok(Self { name, files, lines, generation, check })
    }
}

/// Prints a table.
pub(super) fn print(rows: &[Row]) {
    println!("{:16} {:>6} {:>8} {:>18} {:>12}", "definition", "files", "lines", "generation, CPU s", "check, s");
    for it in rows {
        let (generation, check) = (it.generation.cpu / 1e3, it.check.as_secs_f64());
        println!("{:16} {:>6} {:>8} {generation:>18.2} {check:>12.1}", it.name, it.files, it.lines);
    }
    println!("check: all features, with the crates that generated ones depend on already built where they were");
}

/// Generates into a fresh folder each time, so that every file is written.
///
/// What was written is removed at the end and not between: removing is no part of generating, and file systems are slow
/// to give the places of files that were just removed away again.
pub(crate) fn generation(root: &Path, inputs: &[PathBuf], scratch: &Path, runs: usize) -> Result<measure::Sample> {
    const SCRIPT: &str = "out=$1/$$; shift; exec \"$@\" --out \"$out\"";
    let program = workspace::target(root).join("release/apigen");
    let words = ["bash", "-c", SCRIPT, "bash"].map(OsString::from);
    let call = [scratch.into(), program.into_os_string(), "rust".into()];
    let call = words.into_iter().chain(call).chain(inputs.iter().map(Into::into)).collect();
    let sample = measure::median(&call, runs);
    if scratch.exists() {
        fs::remove_dir_all(scratch)?;
    }
    sample
}

/// Every Rust file below a folder.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}
