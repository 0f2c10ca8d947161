//! What the tests share: their definition files.

/// The definition files of a golden case.
pub(crate) fn definitions(names: &[&str]) -> Vec<(String, Vec<u8>)> {
    apigen_test_support::read("generators/sql/tests/definitions", names)
}
