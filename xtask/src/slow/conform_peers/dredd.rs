//! Dredd (JavaScript): one request for each documented operation and status.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use super::{Job, Peer};
use crate::{Result, process};

const VERSION: &str = "dredd@14.1.0";

/// Requests that are meant to be refused need another request each, which is for people to write.
const HOOKS: &str = "require('hooks').beforeEach((it, done) => {
  it.skip = !/^2/.test(it.expected.statusCode);
  done();
});
";

pub(super) const PEER: Peer = Peer { name: "dredd", install, command, failures };

fn install(folder: &Path) -> Result {
    std::fs::write(folder.join("hooks.js"), HOOKS)?;
    let place = folder.join("node");
    if place.join("node_modules/.bin/dredd").is_file() {
        return Ok(());
    }
    std::fs::create_dir_all(&place)?;
    let install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
    process::run(Command::new("npm").args(install).arg(&place).arg(VERSION))
}

fn command(job: &Job<'_>) -> Command {
    let mut command = Command::new(job.folder.join("node/node_modules/.bin/dredd"));
    command.arg(job.document).arg(job.url).args(["--loglevel", "warning", "--no-color"]);
    command.arg("--hookfiles").arg(job.folder.join("hooks.js"));
    command.arg("--header").arg(format!("Authorization: Bearer {}", job.token));
    command
}

/// Lines such as `fail: GET (200) /parts duration: 8ms`, with what comes after them up to the next such line.
#[allow(clippy::unnecessary_wraps)] // Other peers write reports that may be broken.
fn failures(_: &Job<'_>, log: &str) -> Result<BTreeSet<String>> {
    let failed = log.lines().filter_map(|it| it.strip_prefix("fail: "));
    Ok(failed.map(|it| it.split(" duration:").next().unwrap_or(it).to_owned()).collect())
}
