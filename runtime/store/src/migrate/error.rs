//! Why migrations are not run, or not to the end.

use std::path::PathBuf;

use crate::StoreError;

/// Why migrations were not run, or not to the end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrationError {
    /// A file has no number.
    #[error("`{0}` has no number: call it `0001_what_it_does.sql`")]
    Name(String),
    /// Two files have the same number.
    #[error("`{first}` and `{second}` have the same number: give the later one the next free number")]
    Twice {
        /// One of them.
        first: String,
        /// The other one.
        second: String,
    },
    /// The folder cannot be read.
    #[error("cannot read migrations from {}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file says something else than when it was run.
    #[error("`{0}` was changed after it was run: bring back what it said, and write a new file for what is to change")]
    Changed(String),
    /// A file has a lower number than one that was run already.
    #[error("`{file}` comes before `{last}`, which was run already: give it the next free number")]
    OutOfOrder {
        /// The file.
        file: String,
        /// The last file that was run.
        last: String,
    },
    /// The database has seen a file that is not here: it belongs to a newer release.
    #[error("the database has run `{0}`, which is not here: this release is older than the database")]
    Unknown(String),
    /// Another process holds the lock for too long.
    #[error("another process has been running migrations for longer than this one waits")]
    Locked,
    /// A file failed; those before it were run.
    #[error("`{file}` failed, those before it were run: {source}")]
    Failed {
        /// The file.
        file: String,
        /// What the database said.
        source: StoreError,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
