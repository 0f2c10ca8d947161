//! Tasks of this repository, as a library: the tidy test calls what `cargo xtask` runs.
//!
//! Nothing here depends on our own crates, so that tasks work while those do not compile.

// A task talks to the person who started it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

pub mod bench;
pub mod codegen;
pub mod demo;
pub mod generated;
pub mod json;
pub mod new_rule;
pub mod process;
pub mod slow;
pub mod test;
pub mod workspace;

/// A task ends well, or with one message for the person who started it.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
