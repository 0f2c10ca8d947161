//! Everything the Rust generator promises about its output, in one binary.

mod corpus;
mod golden;
mod output;
mod support;
