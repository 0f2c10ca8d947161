//! Real servers for tests: each starts on a free port in a temporary folder, and a test may kill it.
//!
//! Nothing outlives the test process, however that ends: a supervisor (see [`process`]) waits for the other end of a
//! pipe. What fails here panics with the reason, since a test cannot go on without its server.
#![allow(clippy::missing_panics_doc, reason = "that is how tests fail")]

mod folder;
mod nats;
mod place;
mod poll;
mod port;
mod postgres;
mod process;
mod programs;
mod proxy;
mod rabbit;
mod server;
mod wait;

pub use folder::Folder;
pub use nats::Nats;
pub use place::Account;
pub use poll::{PATIENCE, Patience, eventually};
pub use port::free_port;
pub use postgres::Postgres;
pub use process::Process;
pub use programs::find;
pub use proxy::Proxy;
pub use rabbit::Rabbit;
pub use server::Server;
