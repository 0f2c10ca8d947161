//! Generated documents, compared with what lies in `tests/golden/asyncapi`; `UPDATE_GOLDEN=1` writes them.

use apigen_generator_asyncapi::{Options, generate};
use apigen_test_support::golden;

use crate::support::all;

#[test]
fn documents_are_as_recorded() {
    let output = generate(&all(), &Options::default());
    golden::hold("tests/golden/asyncapi", &output.files);
    assert_eq!(output.skips, []);
}

#[test]
fn one_namespace_can_be_asked_for() {
    let options = Options { namespaces: vec!["io.acme.user.v0".to_owned()] };
    let output = generate(&all(), &options);
    let files: Vec<_> = output.files.iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(files, ["io-acme-user-v0.json"]);
}
