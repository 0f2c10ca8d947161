//! Repositories: rows of one table as models.

mod history;
mod on;
mod reading;
mod writing;

use std::marker::PhantomData;

pub use history::{Change, Operation};
pub use on::On;
pub use reading::Page;
pub use writing::Written;

use crate::Mapping;

/// The rows of one table as models: what a generated repository is made of.
///
/// In a [`Database`](crate::Database) each call stands for itself; in a [`Transaction`](crate::Transaction) all calls
/// belong together with whatever else its owner does in it.
#[derive(Debug)]
pub struct Repository<'a, 'c, M> {
    on: On<'a, 'c>,
    mapping: PhantomData<fn() -> M>,
}

impl<'a, 'c, M: Mapping> Repository<'a, 'c, M> {
    /// The rows in a database or in a transaction.
    pub fn of(on: impl Into<On<'a, 'c>>) -> Self {
        Self { on: on.into(), mapping: PhantomData }
    }
}
