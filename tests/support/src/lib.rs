//! What tests of several crates share: repositories from files, golden trees, and how many cases to try.
#![allow(clippy::missing_panics_doc)] // A test that lacks its files should stop with the file's name.

mod cases;
pub mod golden;
mod repository;

pub use cases::cases;
pub use repository::{read, repository, root};
