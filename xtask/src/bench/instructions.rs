//! Instructions that parsing takes: a figure that the load of the machine does not move.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use super::setup::Setup;
use crate::{Result, process};

pub(super) fn run(setup: &Setup) -> Result {
    if !process::exists("valgrind", "--version") {
        println!("skipped: no `valgrind`");
        return Ok(());
    }
    let Some(file) = setup.large_file() else {
        return Ok(());
    };
    let ours = per_parse(&setup.example("parse_tree"), &file)?;
    let theirs = per_parse(&setup.baseline(), &file)?;
    println!("apigen-syntax         {ours:8.1} million instructions");
    println!("serde_json            {theirs:8.1} million instructions");
    println!("ratio                 {:8.2}", ours / theirs);
    Ok(())
}

/// The difference between parsing twice and once: start, reading and end cancel out.
fn per_parse(program: &OsString, file: &Path) -> Result<f64> {
    Ok(instructions(program, file, 2)? - instructions(program, file, 1)?)
}

/// Millions of instructions of a whole process.
fn instructions(program: &OsString, file: &Path, times: usize) -> Result<f64> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(program).arg(file).arg(times.to_string()).stdout(Stdio::null());
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
