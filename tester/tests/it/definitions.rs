//! Definitions that stand alone.

use apigen_model::{NoImports, Repository, Role, SourceFile};

pub(crate) fn alone(text: &str) -> Repository {
    let file = SourceFile { path: "service.json".to_owned(), bytes: text.into(), role: Role::Checked };
    Repository::build(vec![file], &apigen_model::Settings::default(), &NoImports)
}
