//! Generates Rust from every real definition, lets the compiler judge it, and random values go through it.

use std::path::Path;

use crate::Result;
use crate::generated::{self, INPUTS};

pub(super) fn run(root: &Path) -> Result {
    generated::judge(root, &INPUTS)
}
