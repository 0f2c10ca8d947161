//! Imports that lead out of the given files: relative paths, and registry addresses pinned in `apigen.lock`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use apigen_model::{ImportResolver, Role, SourceFile, names};
use serde::Deserialize;

use crate::error::CliError;

/// The file that pins registry addresses to copies in the repository.
pub(super) const LOCK_FILE: &str = "apigen.lock";

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
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(CliError::io("read", &path, error)),
        };
        Ok(Self { root: root.to_owned(), pinned: pinned(&text, &path.to_string_lossy())? })
    }
}

/// The copies that a lock file, which people know under the name `shown`, pins addresses to.
pub(super) fn pinned(text: &str, shown: &str) -> Result<BTreeMap<String, String>, CliError> {
    let broken = |it: toml::de::Error| CliError::Config { path: shown.into(), reason: it.to_string() };
    let lock: Lock = toml::from_str(text).map_err(broken)?;
    Ok(lock.import.into_iter().map(|it| (it.uri, it.path)).collect())
}

/// The path below the root that an import leads to; none for an address that nobody pinned.
pub(super) fn path_of(pinned: &BTreeMap<String, String>, importer: &str, uri: &str) -> Option<String> {
    match pinned.get(uri) {
        Some(pinned) => Some(pinned.clone()),
        None if uri.contains("://") => None,
        None => Some(names::join_path(importer.rsplit_once('/').map_or("", |(folder, _)| folder), uri)),
    }
}

impl ImportResolver for Disk {
    fn resolve(&self, importer: &str, uri: &str) -> Option<SourceFile> {
        let path = path_of(&self.pinned, importer, uri)?;
        let bytes = std::fs::read(self.root.join(&path)).ok()?;
        Some(SourceFile { path, bytes, role: Role::Context })
    }
}
