//! Imports that lead out of the given files: relative paths, and registry addresses pinned in `apigen.lock`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use apigen_model::{ImportResolver, Role, SourceFile, names};
use serde::Deserialize;

use crate::error::CliError;

/// The file that pins registry addresses to copies in the repository.
const LOCK_FILE: &str = "apigen.lock";

/// Finds imported definitions on disk.
pub(super) struct Disk {
    root: PathBuf,
    pinned: BTreeMap<String, String>,
}

/// A whole `apigen.lock`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    #[serde(default)]
    import: Vec<Pin>,
}

/// One pinned import.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pin {
    /// The address as imports write it.
    uri: String,
    /// The copy, relative to the lock file.
    path: String,
}

impl Disk {
    pub(super) fn open(root: &Path) -> Result<Self, CliError> {
        let path = root.join(LOCK_FILE);
        let lock = match std::fs::read_to_string(&path) {
            Ok(text) => {
                toml::from_str(&text).map_err(|it| CliError::Config { path: path.clone(), reason: it.to_string() })?
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Lock::default(),
            Err(error) => return Err(CliError::io("read", &path, error)),
        };
        let pinned = lock.import.into_iter().map(|it| (it.uri, it.path)).collect();
        Ok(Self { root: root.to_owned(), pinned })
    }
}

impl ImportResolver for Disk {
    fn resolve(&self, importer: &str, uri: &str) -> Option<SourceFile> {
        let path = match self.pinned.get(uri) {
            Some(pinned) => pinned.clone(),
            None if uri.contains("://") => return None,
            None => names::join_path(importer.rsplit_once('/').map_or("", |(folder, _)| folder), uri),
        };
        let bytes = std::fs::read(self.root.join(&path)).ok()?;
        Some(SourceFile { path, bytes, role: Role::Context })
    }
}
