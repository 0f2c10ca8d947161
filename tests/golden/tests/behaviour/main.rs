//! What goes over the wire between generated clients and generated servers: on real sockets, one behaviour a test.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod names;
mod server;
