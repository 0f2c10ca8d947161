//! Checks and values against small definitions.

mod checks;
mod sample;
mod values;
