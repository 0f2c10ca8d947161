//! Stand-ins for services in tests, both reached through real requests and answers.
//!
//! [`Script`] holds the calls that a test expects of one operation and what they get; generated mocks have one for each
//! operation, and give a client whose calls arrive there.
//! [`Server`] is a whole service in memory, driven by a [`Description`] that the generator writes from a definition.
#![warn(clippy::missing_errors_doc)]

mod client;
pub mod description;
mod engine;
mod script;

pub use apigen_http::server::{Parts, Router};

pub use client::{BASE_URL, client};
pub use description::{Description, DescriptionError};
pub use engine::{DataError, Route, Server, Service, Tokens};
pub use script::{Expect, Received, Script, Verify, failures, verify};
