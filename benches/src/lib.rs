//! What the programs share: servers written by hand, samples, medians.

pub mod by_hand;
pub mod report;
pub mod sample;
pub mod server;

use std::error::Error;

use tokio::runtime::{Builder, Runtime};

/// Whatever goes wrong ends the program.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A runtime on this thread.
pub fn single() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}
