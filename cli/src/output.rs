//! Writing and removing files: whole or not at all.

use std::path::Path;

use crate::error::CliError;

/// Writes a file through a neighbour and a rename, so that a crash leaves the old text or the new one.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), CliError> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let neighbour = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let mut written = std::fs::write(&neighbour, text);
    // Most folders are there already.
    if written.as_ref().is_err_and(|it| it.kind() == std::io::ErrorKind::NotFound) {
        std::fs::create_dir_all(folder).map_err(|it| CliError::io("make", folder, it))?;
        written = std::fs::write(&neighbour, text);
    }
    written.map_err(|it| CliError::io("write", path, it))?;
    if let Ok(known) = path.metadata() {
        // The new file keeps who may read it; failing to copy that is no reason to lose the text.
        let _ = std::fs::set_permissions(&neighbour, known.permissions());
    }
    std::fs::rename(&neighbour, path).map_err(|it| CliError::io("write", path, it))
}

/// Removes a file, and the folders that are empty without it.
pub(crate) fn remove_file(path: &Path) -> Result<(), CliError> {
    match std::fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
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
