//! Linters that people would use otherwise, on as many services of the same content: Spectral and Redocly.
//!
//! They read OpenAPI, so the definitions are written as such; each runs with the rules that it comes with.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure;
use super::setup::{Call, Setup};
use crate::{Result, demo, process};

const FILES: usize = 1000;

/// A rival: its package, its program, and the arguments before the files.
struct Peer {
    name: &'static str,
    package: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
}

static PEERS: [Peer; 2] = [
    Peer {
        name: "spectral lint",
        package: "@stoplight/spectral-cli@6.16.3",
        program: "spectral",
        arguments: &["lint", "--quiet", "--ruleset", "ruleset.json", "documents/*.json"],
    },
    Peer {
        name: "redocly lint",
        package: "@redocly/cli@2.77.0",
        program: "redocly",
        arguments: &["lint", "--format=summary", "documents/*.json"],
    },
];

pub(super) fn run(setup: &Setup) -> Result {
    let folder = setup.scratch("peers");
    let documents = folder.join("documents");
    if documents.exists() {
        fs::remove_dir_all(&documents)?;
    }
    demo::write_openapi(&documents, FILES)?;
    fs::write(folder.join("ruleset.json"), "{ \"extends\": [\"spectral:oas\"] }\n")?;
    let repository = setup.repository(FILES)?;
    let lint = measure::median(&setup.lint(&repository), setup.runs)?;
    let size = |path: &Path| measure::input_size(path).map(|it| it / 1_000_000);
    println!("apigen lint           {lint}   {} MB", size(&repository)?);
    for peer in &PEERS {
        let Some(program) = peer.find(&folder)? else {
            println!("skipped {}: no `npm` to install it", peer.name);
            continue;
        };
        let rival = measure::once(&peer.call(&folder, &program))?;
        let ahead = rival.cpu / lint.cpu;
        println!("{:22}{rival}   {} MB, {ahead:.0}x the CPU (aim 50x)", peer.name, size(&documents)?);
    }
    Ok(())
}

impl Peer {
    /// The program, from the registry into the scratch space when it is not there yet.
    fn find(&self, folder: &Path) -> Result<Option<PathBuf>> {
        let program = folder.join("node_modules/.bin").join(self.program);
        if !program.exists() {
            if !process::exists("npm", "--version") {
                return Ok(None);
            }
            let install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
            process::run(Command::new("npm").args(install).arg(folder).arg(self.package))?;
        }
        Ok(Some(program))
    }

    /// The call, from the folder that has the documents; the peer finds them itself.
    fn call(&self, folder: &Path, program: &Path) -> Call {
        let mut call: Call = ["env", "--chdir"].map(OsString::from).to_vec();
        call.extend([folder.into(), "REDOCLY_TELEMETRY=off".into(), program.into()]);
        call.extend(self.arguments.iter().map(OsString::from));
        call
    }
}
