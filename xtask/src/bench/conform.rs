//! How fast services are judged: planning, checking, a whole run against a mock.

use std::process::Command;

use super::setup::Setup;
use crate::{Result, process};

pub(super) fn run(_: &Setup) -> Result {
    let arguments = ["run", "--quiet", "--release", "--package", "apigen-tester", "--example", "bench"];
    process::run(Command::new("cargo").args(arguments))
}
