//! What the tests share: their repository.

use apigen_model::Repository;
use apigen_test_support::{read, repository};

/// The company of the demo, and every shape that an event can have.
pub(crate) fn all() -> Repository {
    let mut files = read("api-definitions", &["catalog.json", "common.json", "error.json", "order.json", "user.json"]);
    files.extend(read("generators/asyncapi/tests/definitions", &["shapes.json"]));
    repository(&files)
}
