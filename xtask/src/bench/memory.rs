//! Peak memory as a multiple of the input.

use std::path::Path;

use super::measure;
use super::setup::Setup;
use crate::Result;

pub(super) fn run(setup: &Setup) -> Result {
    if let Some(file) = setup.large_file() {
        peak(setup, "large file", &file)?;
    }
    peak(setup, "repository", &setup.repository(1000)?)
}

fn peak(setup: &Setup, name: &str, input: &Path) -> Result {
    let size = megabytes(measure::input_size(input)?);
    let lint = megabytes(measure::peak_memory(&setup.lint(input))?);
    let values = megabytes(measure::peak_memory(&setup.values(input, 1))?);
    let ratio = lint / size;
    println!("{name:21} {lint:8.1} MB of {size:.1} MB input: {ratio:.1}x (aim 6x)");
    println!("serde_json            {values:8.1} MB: {:.1}x", values / size);
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "sizes are printed with one decimal")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
