//! The largest real definition: 3.4 MB, 1,394 models, 666 operations.

use super::against_values;
use super::setup::Setup;
use crate::Result;

/// How many times the parsing of its bytes it may take.
const AIM: f64 = 2.5;

pub(super) fn run(setup: &Setup) -> Result {
    match setup.large_file() {
        Some(file) => against_values(setup, &file, AIM),
        None => Ok(()),
    }
}
