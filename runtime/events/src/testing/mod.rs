//! What tests of services need: a transport that does what transports may do, only more often.

mod chance;
mod faults;
mod faulty;

pub use faults::Faults;
pub use faulty::Faulty;
