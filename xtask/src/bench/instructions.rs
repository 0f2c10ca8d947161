//! Instructions that parsing and linting take: figures that the load of the machine does not move.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use super::setup::{Call, Setup};
use crate::{Result, process};

/// As many as the job `repository` lints.
const FILES: usize = 1000;

pub(super) fn run(setup: &Setup) -> Result {
    if !process::exists("valgrind", "--version") {
        println!("skipped: no `valgrind`");
        return Ok(());
    }
    if let Some(file) = setup.large_file() {
        let ours = per_parse(setup.example("parse_tree"), &file)?;
        let theirs = per_parse(setup.baseline(), &file)?;
        compare("apigen-syntax", ours, theirs);
    }
    for repository in [setup.repository(FILES)?, setup.careless_repository(FILES)?] {
        let theirs = per_parse(setup.baseline(), &repository)?;
        compare("apigen lint", instructions(&setup.lint(&repository))?, theirs);
    }
    Ok(())
}

fn compare(name: &str, ours: f64, theirs: f64) {
    println!("{name:21} {ours:8.1} million instructions");
    println!("serde_json            {theirs:8.1} million instructions");
    println!("ratio                 {:8.2}", ours / theirs);
}

/// The difference between parsing twice and once: start, reading and end cancel out.
fn per_parse(program: OsString, input: &Path) -> Result<f64> {
    let mut call = vec![program, input.into(), "1".into()];
    let once = instructions(&call)?;
    call[2] = "2".into();
    Ok(instructions(&call)? - once)
}

/// Millions of instructions of a whole process.
fn instructions(call: &Call) -> Result<f64> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).args(call).stdout(Stdio::null());
    let output = command.output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    collected(&text).ok_or_else(|| format!("callgrind did not count: {text}").into())
}

fn collected(text: &str) -> Option<f64> {
    let count = text.lines().find_map(|line| line.split_once("Collected :"))?.1;
    Some(count.trim().parse::<f64>().ok()? / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_read_from_the_report() {
        assert_eq!(collected("==1== \n==1== Collected : 12500000\n"), Some(12.5));
        assert_eq!(collected("==1== nothing"), None);
    }
}
