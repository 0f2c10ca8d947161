//! Where events are heard: lines over HTTP, in the same process or over the network, streams at a broker (feature
//! `brokers`), or a memory that tests fill.

mod arriving;
#[cfg(feature = "brokers")]
mod broker;
mod http;
mod lines;
mod memory;

#[cfg(feature = "brokers")]
pub use broker::Broker;
pub use http::{Remote, Routed};
pub use memory::Memory;
