//! Tests of event streams, in one binary.

// A test that cannot set itself up has failed.
#![allow(clippy::unwrap_used)]

mod brokers;
mod conformance;
mod faults;
mod memory;
mod messages;
mod retention;
