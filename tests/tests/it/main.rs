//! Tests over the whole product, in one binary.

// A test that cannot set itself up has failed.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod corpus;
mod custom;
mod diff;
mod fixing;
mod lint;
mod mocks;
mod tidy;
mod trees;
