//! Event streams: the transports, and what carries events from a producer's tables to a consumer's.
//!
//! Generated crates are thin: what can be written once stands here.

pub mod address;
pub mod message;
pub mod transport;

pub use address::{ConsumerName, StreamAddress};
pub use message::{Message, Replay};
pub use transport::connect;
