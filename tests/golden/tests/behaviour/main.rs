//! What goes over the wire between generated clients and generated servers: on real sockets, one behaviour a test.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod bodies;
mod entries;
mod handlers;
mod interrupted;
mod names;
mod parameters;
mod protocol;
mod refusals;
mod retries;
mod server;
mod statuses;
