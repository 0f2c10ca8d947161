//! The code that is generated for a small resource, written by hand, client against server.

#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod calls;
mod circuits;
mod credentials;
mod inputs;
mod retries;
mod sample;
mod schemas;
mod script;
mod server;
mod store;
mod transport;
