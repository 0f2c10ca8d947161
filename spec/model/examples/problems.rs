//! Prints what building the files given as arguments met, for people who work on the model.
#![allow(clippy::print_stdout)]

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

fn main() {
    let files = std::env::args().skip(1).filter_map(|path| {
        let bytes = std::fs::read(&path).ok()?;
        Some(SourceFile { path, bytes, role: Role::Checked })
    });
    let repository = Repository::build(files.collect(), &Settings::default(), &NoImports);
    for problem in repository.problems() {
        let source = repository.source(problem.place.file);
        let position = source.document.lines().position(problem.place.span.start);
        println!("{}:{}:{}: {:?}", source.path, position.line, position.column, problem.kind);
    }
    for it in repository.definitions() {
        let unresolved = repository_types(it);
        println!("{}: {} models, unresolved: {unresolved:?}", it.namespace, it.models.len());
    }
}

fn repository_types(it: &apigen_model::Definition) -> Vec<String> {
    let fields = it.models.iter().flat_map(|it| &it.fields).map(|it| &it.ty);
    let names = fields.filter_map(|it| match it.base() {
        apigen_model::Type::Unresolved(name) => Some(name.to_string()),
        _ => None,
    });
    names.collect()
}
