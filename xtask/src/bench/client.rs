//! A generated client against plain reqwest, on loopback.

use std::process::Command;

use super::setup::Setup;
use crate::{Result, process};

pub(super) fn run(setup: &Setup) -> Result {
    let program = setup.program("apigen-bench", "bench-client")?;
    process::run(Command::new(program).arg(setup.runs.to_string()))
}
