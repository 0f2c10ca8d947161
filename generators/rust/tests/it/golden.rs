//! Golden trees: committed, compiled as members of the workspace, and refreshed by `UPDATE_GOLDEN=1 cargo test`.

use apigen_generator_rust::generate;
use apigen_test_support::{golden, repository};

use crate::support::{definitions, options};

/// Every case: its directory below `tests/golden/rust`, and its definitions.
const CASES: &[(&str, &[&str])] = &[
    ("names", &["names.json"]),
    ("shapes", &["shapes.json"]),
    ("texts", &["texts.json"]),
    ("circle", &["right.json", "left.json"]),
    ("calls", &["calls.json"]),
    ("keywords", &["keywords.json"]),
    ("directions", &["directions.json"]),
    ("behaviour", &["behaviour.json"]),
    ("clients", &["clients.json"]),
    // The tables of `tests/golden/sql`, so that repositories and databases are tested with each other.
    ("tables", &["../../../sql/tests/definitions/kinds.json"]),
    ("patches", &["patches.json"]),
];

#[test]
fn golden_trees_are_current() {
    for (case, files) in CASES {
        let output = generate(&repository(&definitions(files)), &options()).unwrap();
        golden::hold(&format!("tests/golden/rust/{case}"), &output.files);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for (_, files) in CASES {
        let run = || generate(&repository(&definitions(files)), &options()).unwrap();
        assert_eq!(run(), run());
    }
}
