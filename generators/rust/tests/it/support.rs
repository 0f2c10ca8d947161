//! What the tests share: repositories from texts and files, and the options of golden trees.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use apigen_generator::Output;
use apigen_generator_rust::{Options, RuntimeSource, generate};
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

/// The crates of one definition, given as its text.
pub(crate) fn crates(definition: &str) -> Output {
    let repository = repository(&[("api.json".to_owned(), definition.as_bytes().to_vec())]);
    generate(&repository, &options()).unwrap()
}

/// Options under which the runtime lies where golden trees find it.
pub(crate) fn options() -> Options {
    Options {
        runtime: RuntimeSource::Path("../../../../../runtime".to_owned()),
        prefix: String::new(),
        namespaces: Vec::new(),
        templates: BTreeMap::new(),
    }
}

/// The definition files of a golden case.
pub(crate) fn definitions(names: &[&str]) -> Vec<(String, Vec<u8>)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definitions");
    names.iter().map(|it| ((*it).to_owned(), std::fs::read(directory.join(it)).unwrap())).collect()
}
