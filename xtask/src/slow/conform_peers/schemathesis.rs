//! schemathesis (Python): properties from the document, random within them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Job, Peer};
use crate::{Result, process};

const VERSION: &str = "schemathesis==4.32.5";

pub(super) const PEER: Peer = Peer { name: "schemathesis", install, command, failures };

fn install(folder: &Path) -> Result {
    let place = folder.join("python");
    if place.join("bin/st").is_file() {
        return Ok(());
    }
    process::run(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
    process::run(Command::new(place.join("bin/pip")).args(["install", "--quiet", VERSION]))
}

fn command(job: &Job<'_>) -> Command {
    let mut command = Command::new(job.folder.join("python/bin/st"));
    command.arg("run").arg(job.document).args([
        "--url",
        job.url,
        "--seed",
        "42",
        "--no-color",
        "--request-timeout",
        "2",
    ]);
    command.args(["--continue-on-failure", "--generation-database", "none"]);
    command.arg("--header").arg(format!("Authorization: Bearer {}", job.token));
    command.arg("--report-json-path").arg(job.folder.join("schemathesis.json"));
    command
}

/// Each kind of failure at each operation.
fn failures(job: &Job<'_>, _: &str) -> Result<BTreeSet<String>> {
    let file = job.folder.join("schemathesis.json");
    let report: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    // A report that is read twice would be that of another run.
    fs::remove_file(file)?;
    let mut failures = BTreeSet::new();
    for failure in report["failures"].as_array().into_iter().flatten() {
        for operation in failure["operations"].as_array().into_iter().flatten() {
            failures.insert(format!(
                "{}: {}",
                failure["title"].as_str().unwrap_or("?"),
                operation.as_str().unwrap_or("?")
            ));
        }
    }
    Ok(failures)
}
