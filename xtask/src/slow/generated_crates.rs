//! Generates Rust from every real definition and lets the compiler judge it.

use std::path::Path;

use crate::Result;
use crate::generated::{self, INPUTS};

pub(super) fn run(root: &Path) -> Result {
    generated::check(root, &INPUTS)
}
