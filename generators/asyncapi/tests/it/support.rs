//! What the tests share: repositories from texts and files.

use std::path::{Path, PathBuf};

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

/// The root of this repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The repository of some files.
fn repository(files: &[(String, Vec<u8>)]) -> Repository {
    let source = |(path, bytes): &(String, Vec<u8>)| SourceFile {
        path: path.clone(),
        bytes: bytes.clone(),
        role: Role::Checked,
    };
    Repository::build(files.iter().map(source).collect(), &Settings::default(), &NoImports)
}

/// The company of the demo, and every shape that an event can have.
pub(crate) fn all() -> Repository {
    let demo = ["catalog", "common", "error", "order", "user"].map(|it| format!("api-definitions/{it}.json"));
    let own = "generators/asyncapi/tests/definitions/shapes.json".to_owned();
    let read = |path: String| {
        let bytes = std::fs::read(root().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        (path, bytes)
    };
    repository(&demo.into_iter().chain([own]).map(read).collect::<Vec<_>>())
}
