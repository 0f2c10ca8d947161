//! Stand-ins for services in tests, both reached through real requests and answers.
//!
//! [`Script`] holds the calls that a test expects of one operation and what they get; generated mocks have one for each
//! operation, and give a client whose calls arrive there.

mod client;
mod script;

pub use apigen_http::server::{Parts, Router};

pub use client::{BASE_URL, client};
pub use script::{Expect, Received, Script, Verify, failures, verify};
