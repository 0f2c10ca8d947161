//! Tests of AsyncAPI documents.
#![allow(clippy::unwrap_used, reason = "what fails in a test's helper fails the test")]

mod golden;
mod payloads;
mod support;
mod validity;
