//! What a generated crate looks like.

// A generated crate offers more than these tests use.
#[allow(dead_code)]
pub(crate) mod client;
mod models;
#[allow(dead_code)]
pub(crate) mod server;

pub(crate) use models::*;
