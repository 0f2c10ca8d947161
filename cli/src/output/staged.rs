//! A file that is written beside the one it will replace.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::CliError;

/// Tells apart what one process writes.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// A text on disk that is not yet where it belongs; removed unless it is published.
#[derive(Debug)]
pub(super) struct Staged {
    neighbour: PathBuf,
    path: PathBuf,
}

impl Staged {
    /// Writes a text beside the file that it is for, and makes the folder when there is none.
    pub(super) fn write(path: &Path, text: &str) -> Result<Self, CliError> {
        // What a link leads to changes, and the link stays.
        let is_link = path.symlink_metadata().is_ok_and(|it| it.is_symlink());
        let path = if is_link { path.canonicalize().unwrap_or(path.to_owned()) } else { path.to_owned() };
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let neighbour = folder.join(format!(".apigen-{}-{number}.tmp", std::process::id()));
        let mut written = std::fs::write(&neighbour, text);
        // Most folders are there already.
        if written.as_ref().is_err_and(|it| it.kind() == std::io::ErrorKind::NotFound) {
            std::fs::create_dir_all(folder).map_err(|it| CliError::io("make", folder, it))?;
            written = std::fs::write(&neighbour, text);
        }
        let staged = Self { neighbour, path };
        written.map_err(|it| CliError::io("write", &staged.path, it))?;
        if let Ok(known) = staged.path.metadata() {
            // The new file keeps who may read it; failing to copy that is no reason to lose the text.
            let _ = std::fs::set_permissions(&staged.neighbour, known.permissions());
        }
        Ok(staged)
    }

    /// Puts the text where it belongs.
    pub(super) fn publish(self) -> Result<(), CliError> {
        std::fs::rename(&self.neighbour, &self.path).map_err(|it| CliError::io("write", &self.path, it))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Once published there is nothing left to remove.
        let _ = std::fs::remove_file(&self.neighbour);
    }
}
