//! The store against real databases: every promise that both engines make is tested on both.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as expected")]

mod connecting;
mod errors;
mod grouping;
mod migrating;
mod paging;
mod sample;
mod support;
mod transactions;
mod values;
mod writing;
