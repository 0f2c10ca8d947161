//! Property tests with a hundred times the usual number of cases.

use std::path::Path;

use crate::Result;
use crate::process::{self, cargo};

/// `proptest` reads the number of cases from the environment.
const CASES: &str = "25600";

pub(super) fn run(root: &Path) -> Result {
    let mut command = cargo(root);
    command.args(["test", "--workspace", "--release", "--quiet", "propert"]);
    process::run(command.env("PROPTEST_CASES", CASES))
}
