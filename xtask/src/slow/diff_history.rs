//! Compares every version of the largest real history with the next, there and back.

use std::path::Path;

use crate::Result;
use crate::process::{self, cargo};

/// How the names of the versions begin: all of them.
const VERSIONS: &str = "20";

pub(super) fn run(root: &Path) -> Result {
    let mut command = cargo(root);
    command.args(["test", "--release", "--quiet", "--package", "apigen-tests", "--test", "it", "diff::corpus"]);
    process::run(command.env("APIGEN_DIFF_HISTORY", VERSIONS))
}
