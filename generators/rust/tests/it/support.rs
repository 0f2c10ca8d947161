//! What the tests share: crates of texts, definition files, and the options of golden trees.

use std::collections::BTreeMap;

use apigen_generator::Output;
use apigen_generator_rust::{Options, RuntimeSource, generate};
use apigen_test_support::repository;

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
    apigen_test_support::read("generators/rust/tests/definitions", names)
}
