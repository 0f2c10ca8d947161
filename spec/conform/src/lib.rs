//! Is this JSON, this HTTP exchange, this event what the model says; and what to send to a service to find out.
//!
//! Everything here follows from its arguments: a plan from a model and a seed, a report from a plan and the answers that
//! an [`Exchange`] brings back. Clocks, sockets and files belong to whoever implements that.

pub mod check;
mod draft;
mod events;
mod exchange;
mod law;
mod laws;
mod learn;
mod lists;
mod number;
pub mod plan;
pub mod report;
mod run;
mod service;
mod settings;
mod told;
pub mod values;

pub use events::{Event, Events, Listener};
pub use exchange::{Answer, Exchange, Failure, Halt, Pending, Request};
pub use law::{Law, Licence};
pub use plan::Plan;
pub use report::{Ending, Finding, Report};
pub use run::{Order, Recorded, Watch, judge_recorded, run};
pub use service::{Call, Service};
pub use settings::Settings;

/// The release that judges.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Every law, sorted by code.
pub fn laws() -> &'static [&'static Law] {
    laws::ALL
}
