//! Generated schemas, compared with what lies in `tests/golden/sql`; `UPDATE_GOLDEN=1` writes them.

use apigen_generator_sql::{Options, generate};
use apigen_test_support::{golden, repository};

use crate::support::definitions;

#[test]
fn schemas_are_as_recorded() {
    let output = generate(&repository(&definitions(&["kinds.json", "names.json"])), &Options::default());
    golden::hold("tests/golden/sql", &output.files);
    assert_eq!(output.skips, []);
}
