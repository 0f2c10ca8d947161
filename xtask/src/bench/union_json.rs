//! JSON of a generated union against the internally tagged form that `serde` derives.

use std::process::Command;

use super::setup::Setup;
use crate::{Result, process};

pub(super) fn run(setup: &Setup) -> Result {
    let program = setup.program("apigen-bench", "bench-union-json")?;
    process::run(Command::new(program).arg((setup.runs * 3).to_string()))
}
