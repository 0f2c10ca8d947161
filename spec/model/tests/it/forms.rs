//! The two forms of one service come to equal models.

use apigen_model::{Definition, NoImports, Repository, Role, Settings, SourceFile};

/// What people write.
const API: &str = include_str!("fixtures/api.json");

/// What is published.
const SERVICE: &str = include_str!("fixtures/service.json");

/// The definition of a file, without what only its form says.
fn definition(path: &str, text: &str) -> Definition {
    let file = SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec(), role: Role::Checked };
    let repository = Repository::build(vec![file], &Settings::default(), &NoImports);
    let mut it = repository.definitions()[0].clone();
    it.form = apigen_model::Form::Api;
    (it.organization, it.version) = (None, None);
    for operation in it.resources.iter_mut().flat_map(|it| &mut it.operations) {
        operation.parameters.iter_mut().for_each(|it| it.implicit = false);
        operation.responses.iter_mut().for_each(|it| it.implicit = false);
    }
    it
}

#[test]
fn both_forms_come_to_one_model() {
    let (api, service) = (definition("api.json", API), definition("service.json", SERVICE));
    assert_eq!(api.models, service.models);
    assert_eq!(api.unions, service.unions);
    assert_eq!(api.resources, service.resources);
    assert_eq!(api, service);
}

#[test]
fn moving_lines_changes_no_model() {
    assert_eq!(definition("api.json", API), definition("other.json", &API.replace(", ", ",\n\n  ")));
}
