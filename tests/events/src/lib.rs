//! A small service for tests of event streams: users that are written, and another database that keeps a copy of them.
//!
//! It is what `apigen` would generate, by hand, so that these tests hold without generators.
#![allow(clippy::missing_panics_doc, reason = "that is how tests fail")]

mod copy;
mod stream;
mod users;

pub use copy::{Copier, create_copy};
pub use stream::{POISON, SOURCE, STREAM, User, UserEvent};
pub use users::{create_users, write};
