//! Our tester on services written by hand: every defect, and sound services over many seeds.

use std::path::Path;

use crate::Result;
use crate::process::{self, cargo};

/// How many seeds each sound service is judged with.
const SEEDS: &str = "20";

pub(super) fn run(root: &Path) -> Result {
    let mut command = cargo(root);
    command.args([
        "test",
        "--release",
        "--package",
        "apigen-test-conform",
        "--test",
        "it",
        "judged",
        "--",
        "--nocapture",
    ]);
    process::run(command.env("APIGEN_SEEDS", SEEDS).env("APIGEN_DEFECTS", "all"))
}
