//! Event streams from the row to the handler.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod broker;
mod carried;
mod database;
mod delivery;
mod failing;
mod kills;
mod model;
mod releases;
mod replay;
mod strange;
mod upkeep;
mod visibility;
mod world;
