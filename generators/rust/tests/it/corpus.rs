//! Real definitions: all of them generate, and every Rust file parses. Whether it compiles is a slow job elsewhere.

use std::path::{Path, PathBuf};

use apigen_generator_rust::generate;
use apigen_test_support::{repository, root};

use crate::support::options;

const FILES: &[&str] = &[
    "service_json/flow-node-sdk.service.json",
    "service_json/apidoc-api.service.json",
    "service_json/flow-fulfillment.service.json",
    "api_json/apicollective__apibuilder/spec/apibuilder-api.json",
    "api_json/flowcommerce__delta/spec/delta.json",
    "api_json/flowcommerce__dependency/spec/dependency.json",
    "api_json/scala-steward__sundial/api.json",
];

#[test]
fn real_definitions_generate() {
    let Some(corpus) = corpus() else { return };
    for file in FILES {
        let bytes = std::fs::read(corpus.join("apibuilder").join(file)).unwrap();
        let output = generate(&repository(&[((*file).to_owned(), bytes)]), &options()).unwrap();
        for (path, file) in output.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

#[allow(clippy::print_stderr)]
fn corpus() -> Option<PathBuf> {
    let directory = std::env::var_os("APIGEN_CORPUS").map_or_else(|| root().join("../shared/corpus"), PathBuf::from);
    let found = Path::new(&directory).join("apibuilder").is_dir();
    if !found {
        eprintln!("skipped: no corpus at {}", directory.display());
    }
    found.then_some(directory)
}
