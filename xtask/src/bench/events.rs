//! Event streams from the row to the handler's effect, against what the database itself can do in the same run.

use std::process::Command;

use super::setup::Setup;
use crate::{Result, process};

pub(super) fn run(setup: &Setup) -> Result {
    let program = setup.program("apigen-bench", "bench-events")?;
    process::run(Command::new(program).arg(setup.runs.clamp(1, 3).to_string()))
}
