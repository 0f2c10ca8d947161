//! `cargo xtask bench`: speed and memory as ratios of one run, since figures of a shared machine do not compare.
//!
//! One file a job. Every job prints what it measured and the aim beside it; none fails because of a figure.

mod client;
mod conform;
mod diff;
mod events;
mod generation;
mod growth;
mod instructions;
mod large_file;
mod lsp;
pub(crate) mod measure;
mod memory;
mod peer;
mod peers;
mod repository;
mod server;
mod setup;
mod start_up;
mod union_json;

use std::path::Path;

use crate::Result;
use setup::Setup;

/// Parses of the baseline beyond the first: their start and reading are already paid.
const REPEATS: u32 = 4;

/// One measurement.
struct Job {
    name: &'static str,
    purpose: &'static str,
    run: fn(&Setup) -> Result,
}

static JOBS: &[Job] = &[
    Job { name: "large-file", purpose: "lint the largest real file", run: large_file::run },
    Job { name: "repository", purpose: "lint a repository of 1,000 files", run: repository::run },
    Job { name: "start-up", purpose: "lint a trivial file", run: start_up::run },
    Job { name: "memory", purpose: "peak memory of both inputs", run: memory::run },
    Job { name: "growth", purpose: "10,000 files against 1,000", run: growth::run },
    Job {
        name: "diff",
        purpose: "a diff against linting both sides, and 10,000 findings against 1,000",
        run: diff::run,
    },
    Job { name: "lsp", purpose: "a keystroke in the largest real file, as an editor waits for it", run: lsp::run },
    Job { name: "peer", purpose: "the fastest rival on the same files", run: peer::run },
    Job { name: "peers", purpose: "two linters of OpenAPI on as many services", run: peers::run },
    Job { name: "client", purpose: "a generated client against plain reqwest", run: client::run },
    Job { name: "server", purpose: "a generated server against axum by hand", run: server::run },
    Job { name: "events", purpose: "events from row to effect against the database alone", run: events::run },
    Job { name: "conform", purpose: "judging services: plan, check, run", run: conform::run },
    Job { name: "union-json", purpose: "JSON of a union against what serde derives", run: union_json::run },
    Job { name: "generation", purpose: "Rust from the largest real file", run: generation::run },
    Job { name: "instructions", purpose: "instructions of the parser and of lint", run: instructions::run },
];

/// Prints the jobs.
pub fn list() {
    for job in JOBS {
        println!("{:14} {}", job.name, job.purpose);
    }
}

/// Builds what is measured and runs the named jobs, or all of them.
pub fn run(root: &Path, names: &[String], runs: usize) -> Result {
    if let Some(name) = names.iter().find(|name| JOBS.iter().all(|job| job.name != *name)) {
        return Err(format!("no job `{name}`; `cargo xtask bench --list` shows them").into());
    }
    let setup = Setup::new(root, runs)?;
    for job in JOBS.iter().filter(|job| names.is_empty() || names.iter().any(|it| it == job.name)) {
        println!("== {}: {}", job.name, job.purpose);
        (job.run)(&setup).map_err(|error| format!("{}: {error}", job.name))?;
    }
    Ok(())
}

/// Lints an input and lets `serde_json` parse the same bytes; prints both, and their ratio beside what it may be.
fn against_values(setup: &Setup, input: &Path, aim: f64) -> Result {
    let lint = measure::median(&setup.lint(input), setup.runs)?;
    let once = measure::median(&setup.values(input, 1), setup.runs)?;
    let often = measure::median(&setup.values(input, 1 + REPEATS), setup.runs)?;
    let parse = (often.cpu - once.cpu) / f64::from(REPEATS);
    println!("apigen lint           {lint}");
    println!("serde_json, process   {once}");
    println!("serde_json, parse     {parse:8.1} ms CPU");
    let (whole, alone) = (lint.cpu / once.cpu, lint.cpu / parse);
    println!("CPU ratio             {whole:8.2} of the process, {alone:.2} of parsing (aim {aim})");
    println!("wall ratio            {:8.2} of the process", lint.wall / once.wall);
    Ok(())
}
