//! Repairs every real definition until nothing is left to repair, and checks each round.

use std::path::Path;

use crate::Result;
use crate::process::{self, cargo};

pub(super) fn run(root: &Path) -> Result {
    let mut command = cargo(root);
    command.args(["test", "--release", "--quiet", "--package", "apigen-tests", "--test", "it", "fixing::corpus"]);
    process::run(command.env("APIGEN_FIX_CORPUS", "all"))
}
