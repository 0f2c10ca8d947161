//! The services do what their definitions say, and each defect makes a difference.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad;
mod caller;
mod day;
mod defects;
mod depot;
mod judged;
mod ledger;
mod shelf;
mod transcript;
