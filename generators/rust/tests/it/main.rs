//! Everything the Rust generator promises about its output, in one binary.
#![allow(clippy::unwrap_used, clippy::case_sensitive_file_extension_comparisons)] // Tests, on names we wrote.

mod corpus;
mod golden;
mod output;
mod properties;
mod support;
