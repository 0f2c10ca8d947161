//! Numbers, UUIDs and texts that look like chance and follow from a seed, for whoever invents values: mock servers and
//! testers of services.

mod rng;
mod text;

pub use rng::Rng;
pub use text::{Length, matching};
