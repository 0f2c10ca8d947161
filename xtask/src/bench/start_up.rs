//! What a call costs before it does anything.

use std::fs;

use super::measure;
use super::setup::Setup;
use crate::Result;

const TRIVIAL: &str = "{\n  \"name\": \"trivial\"\n}\n";

pub(super) fn run(setup: &Setup) -> Result {
    let dir = setup.scratch("trivial");
    fs::create_dir_all(&dir)?;
    fs::write(dir.join("apigen.toml"), "profile = \"minimal\"\n")?;
    fs::write(dir.join("trivial.json"), TRIVIAL)?;
    let sample = measure::median(&setup.lint(&dir.join("trivial.json")), setup.runs * 3)?;
    println!("apigen lint           {sample} (aim 10 ms wall)");
    Ok(())
}
