//! Rust from the largest real definition, formatting and writing included: 1,394 models, 666 operations.

use super::measure;
use super::setup::Setup;
use crate::Result;

pub(super) fn run(setup: &Setup) -> Result {
    let Some(file) = setup.large_file() else { return Ok(()) };
    let fresh = setup.generation(&file)?;
    let again = measure::median(&setup.generate_again(&file), setup.runs)?;
    println!("into a fresh folder   {fresh} (aim 1,000 ms CPU)");
    println!("nothing to write      {again}");
    Ok(())
}
