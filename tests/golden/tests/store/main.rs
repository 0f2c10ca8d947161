//! Generated repositories on databases that `apigen sql` made: both come from the same definition.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as expected")]

mod journal;
mod lists;
mod rows;
mod support;
mod upkeep;
