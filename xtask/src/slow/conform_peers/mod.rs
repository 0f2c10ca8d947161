//! Other testers of services on the depot that ours is proven on: what they find, what it costs.
//!
//! Each peer first tests the sound service; what it reports there is noise, and a defect counts as found when something
//! else is reported. Results are kept in `conform-peers/results.tsv` of the target folder, so that a run that was stopped goes on
//! where it was; without that file it begins anew. `APIGEN_DEFECTS=one,other` limits the run.

mod dredd;
mod openapi;
mod results;
mod schemathesis;
mod service;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::process::{self, cargo};
use crate::{Result, workspace};
use results::{Outcome, Results};
use service::Service;

/// A tester of services.
struct Peer {
    name: &'static str,
    /// Puts it into the folder, unless it is there.
    install: fn(&Path) -> Result,
    /// Tests the service at an address.
    command: fn(&Job<'_>) -> Command,
    /// What it reported, from its files and its output.
    failures: fn(&Job<'_>, &str) -> Result<BTreeSet<String>>,
}

/// One run of one peer.
struct Job<'a> {
    folder: &'a Path,
    document: &'a Path,
    url: &'a str,
    token: &'a str,
}

const PEERS: [Peer; 2] = [dredd::PEER, schemathesis::PEER];

/// Longer than any run takes that comes to an end.
const PATIENCE: Duration = Duration::from_mins(6);

/// The run on the service without a defect.
const SOUND: &str = "-";

pub(super) fn run(root: &Path) -> Result {
    let folder = workspace::target(root).join("conform-peers");
    fs::create_dir_all(&folder)?;
    let program = build(root)?;
    let document = folder.join("openapi.json");
    let definition = fs::read_to_string(root.join("tests/conform/definitions/depot.json"))?;
    let converted = openapi::document(&serde_json::from_str(&definition)?);
    fs::write(&document, serde_json::to_string_pretty(&converted)?)?;
    let mut results = Results::read(&folder.join("results.tsv"))?;
    let defects = defects(&program)?;
    for peer in PEERS {
        (peer.install)(&folder)?;
        let rest = |it: &&String| !results.has(peer.name, it);
        let wanted: Vec<_> = std::iter::once(&SOUND.to_owned()).chain(&defects).filter(rest).cloned().collect();
        for defect in wanted {
            let outcome = judge(&peer, &folder, &document, &program, &defect)?;
            println!("{:14} {defect:28} {} failures, {} requests", peer.name, outcome.failures.len(), outcome.requests);
            results.add(peer.name, &defect, outcome)?;
        }
    }
    results.print(&PEERS.map(|it| it.name), &defects);
    Ok(())
}

fn build(root: &Path) -> Result<PathBuf> {
    process::run(cargo(root).args(["build", "--quiet", "--package", "apigen-test-conform"]))?;
    Ok(workspace::target(root).join("debug/apigen-test-conform"))
}

/// The codes of all defects, or of those that the environment names.
fn defects(program: &Path) -> Result<Vec<String>> {
    let list = process::output(Command::new(program).arg("list"))?;
    let all = list.lines().filter_map(|it| it.split('\t').next()).map(str::to_owned);
    let Ok(wanted) = env::var("APIGEN_DEFECTS") else { return Ok(all.collect()) };
    let wanted: Vec<_> = wanted.split(',').collect();
    Ok(all.filter(|it| wanted.contains(&it.as_str())).collect())
}

fn judge(peer: &Peer, folder: &Path, document: &Path, program: &Path, defect: &str) -> Result<Outcome> {
    let mut service = Service::start(program, Some(defect).filter(|it| *it != SOUND))?;
    let (url, token) = (service.url.clone(), service.token.clone());
    let job = Job { folder, document, url: &url, token: &token };
    let log = folder.join("log.txt");
    let start = Instant::now();
    // Some remember in their folder what failed before; every run begins with an empty one.
    let own = folder.join("run");
    if own.is_dir() {
        fs::remove_dir_all(&own)?;
    }
    fs::create_dir_all(&own)?;
    let cpu = timed(&(peer.command)(&job), &own, &log)?;
    let seconds = start.elapsed().as_secs_f64();
    let failures = (peer.failures)(&job, &fs::read_to_string(&log)?)?;
    let seen = service.seen()?;
    Ok(Outcome { struck: seen.struck, requests: seen.requests, seconds, cpu, failures })
}

/// Runs a command with its output in a file, and returns the seconds of processor time that it took.
///
/// Testers fail when they find something, so their exit code means nothing here.
fn timed(command: &Command, own: &Path, log: &Path) -> Result<f64> {
    const SCRIPT: &str = "TIMEFORMAT='%U %S'; { time timeout \"$0\" \"${@:2}\" >\"$1\" 2>&1 </dev/null; } 2>&1; true";
    let mut shell = Command::new("bash");
    shell.current_dir(own).args(["-c", SCRIPT]).arg(PATIENCE.as_secs().to_string()).arg(log);
    shell.arg(command.get_program()).args(command.get_args()).stderr(Stdio::inherit());
    let times = process::output(&mut shell)?;
    let line = times.lines().last().unwrap_or_default();
    Ok(line.split(' ').filter_map(|it| it.parse::<f64>().ok()).sum())
}
