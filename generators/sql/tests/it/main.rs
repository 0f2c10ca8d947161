//! Tests of generated SQL: golden files, and databases that run it.
#![allow(clippy::unwrap_used, reason = "what fails in a test's helper fails the test")]

mod databases;
mod drift;
mod golden;
mod migrations;
mod support;
