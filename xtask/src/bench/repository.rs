//! A whole company: 1,000 files, 12 MB, 20,000 definitions.

use super::against_values;
use super::setup::Setup;
use crate::Result;

pub(super) fn run(setup: &Setup) -> Result {
    against_values(setup, &setup.repository(1000)?)
}
