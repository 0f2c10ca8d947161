//! Services that are proved in the same process and over the network.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod bad;
mod brokers;
mod definitions;
mod events;
mod mocks;
mod network;
mod proxy;
mod recorded;
mod tolerant;
