//! What the jobs share: release builds, inputs and a place for them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::measure::Sample;
use crate::demo::Care;
use crate::process::{self, cargo};
use crate::{Result, demo, workspace};

/// A program and its arguments.
pub(super) type Call = Vec<OsString>;

/// Built programs and where inputs lie.
pub(super) struct Setup {
    /// How often a command is measured.
    pub(super) runs: usize,
    root: PathBuf,
    /// Where release builds lie.
    release: PathBuf,
    /// Where inputs are written.
    scratch: PathBuf,
}

impl Setup {
    pub(super) fn new(root: &Path, runs: usize) -> Result<Self> {
        process::run(cargo(root).args(["build", "--quiet", "--release", "--package", "apigen"]))?;
        let target = workspace::target(root);
        let scratch = target.join("bench");
        fs::create_dir_all(&scratch)?;
        let example = ["build", "--quiet", "--release", "--package", "xtask", "--examples"];
        process::run(cargo(root).args(example))?;
        let baseline = ["build", "--quiet", "--release", "--locked", "--manifest-path"];
        let mut command = cargo(root);
        command.args(baseline).arg("xtask/baseline/Cargo.toml").arg("--target-dir");
        process::run(command.arg(scratch.join("baseline")))?;
        Ok(Self { runs: runs.max(1), root: root.to_path_buf(), release: target.join("release"), scratch })
    }

    /// Lints an input with the whole catalogue; of findings the first hundred are shown.
    pub(super) fn lint(&self, input: &Path) -> Call {
        let words = ["lint", "--profile", "strict"].map(OsString::from);
        [self.apigen()].into_iter().chain(words).chain([input.into()]).collect()
    }

    /// How many findings [`Self::lint`] has about an input.
    pub(super) fn findings(&self, input: &Path) -> Result<usize> {
        let mut call = self.lint(input);
        call.extend(["--format", "json"].map(OsString::from));
        let output = Command::new(&call[0]).args(&call[1..]).output()?;
        let report: Value = serde_json::from_slice(&output.stdout)?;
        Ok(report["findings"].as_array().map_or(0, Vec::len))
    }

    /// Measures generating Rust from an input into a fresh folder each time.
    pub(super) fn generation(&self, input: &Path) -> Result<Sample> {
        let scratch = self.scratch.join("generated/fresh");
        crate::generated::generation(&self.root, &[input.to_path_buf()], &scratch, self.runs)
    }

    /// Generates Rust from an input into a folder that holds it already, but for the first time.
    pub(super) fn generate_again(&self, input: &Path) -> Call {
        let out = self.scratch.join("generated/again");
        vec![self.apigen(), "rust".into(), input.into(), "--out".into(), out.into()]
    }

    /// The command line itself.
    pub(super) fn apigen(&self) -> OsString {
        self.release.join("apigen").into_os_string()
    }

    /// Parses the bytes of an input with `serde_json`, some times over.
    pub(super) fn values(&self, input: &Path, times: u32) -> Call {
        vec![self.baseline(), input.into(), times.to_string().into()]
    }

    /// Parses a file or directory with `serde_json`.
    pub(super) fn baseline(&self) -> OsString {
        self.scratch.join("baseline/release/baseline").into_os_string()
    }

    /// An example of this package.
    pub(super) fn example(&self, name: &str) -> OsString {
        self.release.join("examples").join(name).into_os_string()
    }

    /// A program of another package, built now: most jobs do without it.
    pub(super) fn program(&self, package: &str, name: &str) -> Result<PathBuf> {
        process::run(cargo(&self.root).args(["build", "--quiet", "--release", "--package", package, "--bin", name]))?;
        Ok(self.release.join(name))
    }

    /// The largest real file, when the corpus is present; says so when it is not.
    pub(super) fn large_file(&self) -> Option<PathBuf> {
        let corpus = workspace::corpus(&self.root);
        let file = corpus.map(|it| it.join("service_json/flow-node-sdk.service.json"));
        let file = file.filter(|it| it.is_file());
        if file.is_none() {
            println!("skipped: no corpus; set APIGEN_CORPUS");
        }
        file
    }

    /// A synthetic repository of so many files, in which the rules are law; written afresh.
    pub(super) fn repository(&self, files: usize) -> Result<PathBuf> {
        self.demo(&format!("repository-{files}"), files, Care::Lawful)
    }

    /// As [`Self::repository`], by people who forget whatever can be forgotten: dozens of findings a file.
    pub(super) fn careless_repository(&self, files: usize) -> Result<PathBuf> {
        self.demo(&format!("careless-{files}"), files, Care::Careless)
    }

    fn demo(&self, name: &str, files: usize, care: Care) -> Result<PathBuf> {
        let dir = self.scratch.join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        demo::write(&dir, files, care)?;
        Ok(dir)
    }

    /// A place for what one job needs.
    pub(super) fn scratch(&self, name: &str) -> PathBuf {
        self.scratch.join(name)
    }
}
