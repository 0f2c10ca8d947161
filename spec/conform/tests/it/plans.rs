//! Plans grow with what there is, never with its combinations.

use apigen_conform::{Plan, Service, Settings};
use apigen_model::{NoImports, Repository, Role, SourceFile};

/// How many cases it takes to prove an operation with so many optional parameters.
fn cases(parameters: usize) -> usize {
    let types = ["string", "integer", "long", "boolean", "date-iso8601", "uuid"];
    let parameter = |at: usize| format!(r#"{{"name":"p{at}","type":"{}","required":false}}"#, types[at % types.len()]);
    let parameters = (0..parameters).map(parameter).collect::<Vec<_>>().join(",");
    let text = format!(
        r#"{{"name":"wide","namespace":"io.acme.wide.v0","models":{{"thing":{{"fields":[{{"name":"id","type":"uuid"}}]}}}},
        "resources":{{"thing":{{"operations":[{{"method":"GET","parameters":[{parameters}],
        "responses":{{"200":{{"type":"[thing]"}}}}}}]}}}}}}"#
    );
    let file = SourceFile { path: "wide.json".to_owned(), bytes: text.into_bytes(), role: Role::Checked };
    let repository = Repository::build(vec![file], &apigen_model::Settings::default(), &NoImports);
    Plan::new(&Service::of_namespace(&repository, "io.acme.wide.v0"), &Settings::default()).cases.len()
}

#[test]
fn many_optional_parameters_take_a_few_cases_each() {
    let (none, some, many) = (cases(0), cases(27), cases(54));
    assert!(many < 500, "{many}");
    assert!(some > none, "{none}, {some}");
    // The kinds of parameters are not quite as many in the first half as in the second.
    assert!((many - some).abs_diff(some - none) <= 20, "{none}, {some}, {many}");
}
