//! Temporary folders that belong to the account of a server.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Account;

/// A temporary folder; gone with its value, or with the process that the supervisor of a server watches.
#[derive(Debug)]
pub struct Folder {
    folder: TempDir,
}

impl Folder {
    /// An empty folder of an account.
    pub fn new(account: Account) -> Self {
        let folder = tempfile::Builder::new().prefix("apigen-server-").tempdir();
        let folder = folder.unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        account.own(folder.path());
        Self { folder }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where something in it lies.
    pub fn join(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
