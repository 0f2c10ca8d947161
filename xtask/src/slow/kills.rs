//! Services that publish and consume events, killed hundreds of times.

use std::path::Path;

use crate::Result;
use crate::process::{self, cargo};

/// How often each test kills.
const KILLS: &str = "200";

pub(super) fn run(root: &Path) -> Result {
    let mut command = cargo(root);
    command.args(["test", "--package", "apigen-test-events", "--quiet", "kills"]);
    process::run(command.env("APIGEN_KILLS", KILLS))
}
