//! Golden trees: generated files that are committed, and written anew under `UPDATE_GOLDEN=1`.

use std::path::{Path, PathBuf};

use apigen_generator::FileSet;

use crate::root;

/// Compares a folder of this repository with generated files: the same ones, byte for byte, and no others.
pub fn hold(folder: &str, files: &FileSet) {
    let folder = root().join(folder);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        write(&folder, files);
    }
    for (path, file) in files.iter() {
        let path = folder.join(path);
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} is not current; run its test with UPDATE_GOLDEN=1\n{}",
            path.display(),
            file.text
        );
    }
    let stale = stale(&folder, files);
    assert!(stale.is_empty(), "nothing stands behind {stale:?}; run the test with UPDATE_GOLDEN=1");
}

fn write(folder: &Path, files: &FileSet) {
    for path in stale(folder, files) {
        std::fs::remove_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    for (path, file) in files.iter() {
        let path = folder.join(path);
        let written =
            path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, &file.text));
        written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// The files of a folder that were not generated.
fn stale(folder: &Path, files: &FileSet) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(folder, &mut found);
    found.retain(|it| {
        let path = it.strip_prefix(folder).unwrap_or(it).to_string_lossy().replace('\\', "/");
        files.get(&path).is_none()
    });
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, found) } else { found.push(path) }
    }
}
