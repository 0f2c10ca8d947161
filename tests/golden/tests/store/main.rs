//! Generated repositories, relays and consumers on databases that `apigen sql` made: both come from the same definition.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as expected")]

mod dump;
mod journal;
mod lists;
mod maintenance;
mod rows;
mod shards;
mod support;
mod upkeep;
