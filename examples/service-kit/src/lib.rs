//! What the services of the demo company have in common.
//!
//! Every company grows such a crate: how callers prove who they are, how lists are sorted and cut, how a service is
//! started. It is written by hand on the same runtime that generated code uses, and nothing in it is needed by that.

mod arguments;
mod auth;
mod errors;
mod fatal;
mod id;
mod listing;
mod running;
mod storage;

pub use arguments::{Carrier, Listen, Storage};
pub use auth::{Caller, DEMO_TOKEN, Tokens};
pub use errors::{conflict, invalid, unknown_references};
pub use fatal::Fatal;
pub use id::new_id;
pub use listing::{Sort, page};
pub use running::{Running, start};
pub use storage::Schema;
