//! Repositories of files that tests name.

use std::path::{Path, PathBuf};

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

/// The root of this repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The repository of some files, given as path and text, all of them checked.
#[must_use]
pub fn repository(files: &[(String, Vec<u8>)]) -> Repository {
    let source = |(path, bytes): &(String, Vec<u8>)| SourceFile {
        path: path.clone(),
        bytes: bytes.clone(),
        role: Role::Checked,
    };
    Repository::build(files.iter().map(source).collect(), &Settings::default(), &NoImports)
}

/// Files below a folder of this repository, under the names they are asked for by.
#[must_use]
pub fn read(folder: &str, names: &[&str]) -> Vec<(String, Vec<u8>)> {
    let folder = root().join(folder);
    let bytes = |name: &str| std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    names.iter().map(|it| ((*it).to_owned(), bytes(it))).collect()
}
