//! Writing and removing files: whole or not at all, unless somebody mends the beginning of one.

mod change;
mod staged;

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

pub(crate) use self::change::{Change, write_all};
use self::staged::Staged;
use crate::error::CliError;

/// Writes a file through a neighbour and a rename, so that a crash leaves the old text or the new one.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), CliError> {
    Staged::write(path, text)?.publish()
}

/// Writes a file that is not there yet, at once: a crash may leave any beginning of it.
///
/// Three calls of the system instead of five, which is most of what thousands of small files cost.
pub(crate) fn create_file(path: &Path, text: &str) -> Result<(), CliError> {
    match in_folder(path, || File::create_new(path))? {
        Ok(mut file) => file.write_all(text.as_bytes()).map_err(|it| CliError::io("write", path, it)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => write_file(path, text),
        Err(error) => Err(CliError::io("write", path, error)),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Tries once more with the folder made when it is missing: most folders are there already.
fn in_folder<T>(path: &Path, write: impl Fn() -> std::io::Result<T>) -> Result<std::io::Result<T>, CliError> {
    let tried = write();
    if !tried.as_ref().is_err_and(|it| it.kind() == ErrorKind::NotFound) {
        return Ok(tried);
    }
    let folder = folder_of(path);
    std::fs::create_dir_all(folder).map_err(|it| CliError::io("make", folder, it))?;
    Ok(write())
}

/// Removes a file, and the folders that are empty without it.
pub(crate) fn remove_file(path: &Path) -> Result<(), CliError> {
    match std::fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(CliError::io("remove", path, error)),
    }
    // Only empty folders can be removed like this; the first that is not ends it.
    for folder in path.ancestors().skip(1) {
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
