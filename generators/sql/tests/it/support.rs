//! What the tests share: repositories from texts and files.

use std::path::{Path, PathBuf};

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

/// The root of this repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The repository of some files.
pub(crate) fn repository(files: &[(String, Vec<u8>)]) -> Repository {
    let source = |(path, bytes): &(String, Vec<u8>)| SourceFile {
        path: path.clone(),
        bytes: bytes.clone(),
        role: Role::Checked,
    };
    Repository::build(files.iter().map(source).collect(), &Settings::default(), &NoImports)
}

/// The definition files of a golden case.
pub(crate) fn definitions(names: &[&str]) -> Vec<(String, Vec<u8>)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definitions");
    names
        .iter()
        .map(|it| ((*it).to_owned(), std::fs::read(directory.join(it)).unwrap_or_else(|error| panic!("{it}: {error}"))))
        .collect()
}
