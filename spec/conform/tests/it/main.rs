//! Checks and values against small definitions.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod checks;
mod plans;
mod sample;
mod values;
