//! Where events are heard: lines over HTTP, in the same process or over the network, or a memory that tests fill.

mod http;
mod lines;
mod memory;

pub use http::{Remote, Routed};
pub use memory::Memory;
