//! Is this JSON, this HTTP exchange, this event what the model says; and what to send to a service to find out.
//!
//! Everything here follows from its arguments: a plan from a model and a seed, a report from a plan and the answers that
//! an [`Exchange`] brings back. Clocks, sockets and files belong to whoever implements that.

pub mod check;
mod exchange;
mod number;
mod service;
pub mod values;

pub use exchange::{Answer, Exchange, Failure, Pending, Request};
pub use service::{Call, Service};
