//! `cargo xtask slow`: checks that take minutes. One file a job.

mod asyncapi_parser;
mod browser_client;
mod conform;
mod conform_peers;
mod diff_history;
mod fix_corpus;
mod generated_crates;
mod kills;
mod properties;

use std::path::Path;
use std::time::Instant;

use crate::Result;

/// One slow check.
struct Job {
    name: &'static str,
    purpose: &'static str,
    run: fn(&Path) -> Result,
}

static JOBS: &[Job] = &[
    Job {
        name: "generated-crates",
        purpose: "crates generated from the corpus compile with all features, without a warning, and values of every type survive",
        run: generated_crates::run,
    },
    Job {
        name: "diff-history",
        purpose: "every version of the largest real history against the next, there and back",
        run: diff_history::run,
    },
    Job {
        name: "browser-client",
        purpose: "generated clients compile for wasm32-unknown-unknown",
        run: browser_client::run,
    },
    Job {
        name: "asyncapi-parser",
        purpose: "generated documents are fine for the official parser of AsyncAPI",
        run: asyncapi_parser::run,
    },
    Job {
        name: "kills",
        purpose: "services that publish and consume events, killed hundreds of times",
        run: kills::run,
    },
    Job {
        name: "conform",
        purpose: "our tester on every defect of the depot, and on sound services with twenty seeds",
        run: conform::run,
    },
    Job {
        name: "conform-peers",
        purpose: "other testers of services on the depot with its defects: what they find, what it costs (hours)",
        run: conform_peers::run,
    },
    Job { name: "fix-corpus", purpose: "every repair of every real definition, in rounds", run: fix_corpus::run },
    Job { name: "properties", purpose: "property tests with many more cases than usual", run: properties::run },
];

/// Prints the jobs.
pub fn list() {
    for job in JOBS {
        println!("{:18} {}", job.name, job.purpose);
    }
}

/// Runs the named jobs, or all of them; goes on after a failure and fails at the end.
pub fn run(root: &Path, names: &[String]) -> Result {
    if let Some(name) = names.iter().find(|name| JOBS.iter().all(|job| job.name != *name)) {
        return Err(format!("no job `{name}`; `cargo xtask slow --list` shows them").into());
    }
    let mut failed = Vec::new();
    for job in JOBS.iter().filter(|job| names.is_empty() || names.iter().any(|it| it == job.name)) {
        println!("== {}: {}", job.name, job.purpose);
        let start = Instant::now();
        if let Err(error) = (job.run)(root) {
            println!("failed: {error}");
            failed.push(job.name);
        }
        println!("{:.1} s", start.elapsed().as_secs_f64());
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
}
