//! Mentions and renames on the definitions that this project owns, and in odd places.
#![allow(clippy::unwrap_used)] // A test that cannot read its files has failed.

use std::fs;
use std::path::Path;

use apigen_model::{FileId, NoImports, Repository, Role, Settings, SourceFile};
use apigen_symbols::{RenameError, Symbol, mentions, rename};
use apigen_syntax::apply;

fn repository(files: &[(String, String)]) -> Repository {
    let source = |(path, text): &(String, String)| SourceFile {
        path: path.clone(),
        bytes: text.clone().into_bytes(),
        role: Role::Checked,
    };
    Repository::build(files.iter().map(source).collect(), &Settings::default(), &NoImports)
}

fn own() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../api-definitions");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "json"));
    files.sort();
    let name = |it: &Path| it.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|it| (name(it), fs::read_to_string(it).unwrap())).collect()
}

fn renamed(files: &[(String, String)], symbol: &Symbol, name: &str) -> Vec<(String, String)> {
    let edits = rename(&repository(files), symbol, name).unwrap();
    let at = |index: usize| FileId(u32::try_from(index).unwrap());
    let text = |index: usize, text: &str| match edits.get(&at(index)) {
        Some(edits) => apply(text, edits).unwrap(),
        None => text.to_owned(),
    };
    files.iter().enumerate().map(|(index, (path, old))| (path.clone(), text(index, old))).collect()
}

/// Everything that the definitions declare.
fn symbols(repository: &Repository) -> Vec<Symbol> {
    let files = repository.definitions().iter().map(|it| it.file);
    let all = files.flat_map(|it| mentions(repository, it)).filter(|it| it.declares).map(|it| it.symbol);
    let mut all: Vec<Symbol> = all.collect();
    all.sort();
    all.dedup();
    all
}

/// The names that stand for nothing.
fn unresolved(repository: &Repository) -> usize {
    format!("{:?}", repository.definitions()).matches("Unresolved(").count()
}

#[test]
fn a_rename_leaves_nothing_behind_and_can_be_taken_back() {
    let files = own();
    let before = repository(&files);
    let all = symbols(&before);
    assert!(all.len() > 100, "{} symbols", all.len());
    for symbol in all.iter().step_by(7) {
        let old = symbol.name(&before);
        let new = match symbol {
            Symbol::Definition(_) => "io.acme.renamed.v0",
            _ => "renamed_by_a_test",
        };
        let changed = renamed(&files, symbol, new);
        assert_ne!(changed, files, "{symbol:?}");
        let after = repository(&changed);
        assert_eq!(unresolved(&after), unresolved(&before), "{symbol:?} {old}");
        let back = match symbol {
            Symbol::Field(owner, _) => Symbol::Field(*owner, new.into()),
            Symbol::Value(owner, _) => Symbol::Value(*owner, new.into()),
            Symbol::Annotation(owner, _) => Symbol::Annotation(*owner, new.into()),
            Symbol::Stream(owner, _) => Symbol::Stream(*owner, new.into()),
            Symbol::Table(owner, _) => Symbol::Table(*owner, new.into()),
            Symbol::Template(owner, _) => Symbol::Template(*owner, new.into()),
            same => same.clone(),
        };
        assert_eq!(renamed(&changed, &back, &old), files, "{symbol:?} {old}");
    }
}

#[test]
fn what_a_template_promises_is_renamed_in_everything_made_of_it() {
    let text = r#"{ "name": "a", "namespace": "a.v0",
      "templates": { "models": { "base": { "fields": [{ "name": "id", "type": "uuid" }] } } },
      "models": { "m": { "templates": [{ "name": "base" }], "fields": [] }, "n": { "fields": [
        { "name": "m_id", "type": "uuid", "references": "m.id" }, { "name": "id", "type": "uuid" }] } },
      "tables": { "t": { "model": "m", "primary_key": ["id"] } } }"#;
    let files = vec![("a.json".to_owned(), text.to_owned())];
    let before = repository(&files);
    let owner = before.local(before.definitions()[0].id, "m").unwrap();
    let changed = renamed(&files, &Symbol::Field(owner, "id".into()), "key");
    let expected = text
        .replacen("\"name\": \"id\"", "\"name\": \"key\"", 1)
        .replace("m.id", "m.key")
        .replace("[\"id\"]", "[\"key\"]");
    assert_eq!(changed[0].1, expected, "the other model's field is another one");
}

#[test]
fn a_field_does_not_take_the_name_of_a_path_variable() {
    let text = r#"{"name":"one","namespace":"io.acme.one.v0",
        "models":{"user":{"fields":[{"name":"bornOn","type":"[string]"}]}},
        "resources":{"user":{"operations":[{"method":"GET","path":"/:born_on","response":{"200":{"type":"user"}}}]}}}"#;
    let repository = repository(&[("one.json".to_owned(), text.to_owned())]);
    let is_field = |it: &Symbol| matches!(it, Symbol::Field(_, name) if name == "bornOn");
    let field = symbols(&repository).into_iter().find(is_field).unwrap();
    assert!(matches!(rename(&repository, &field, "born_on"), Err(RenameError::Taken { word: "path variable", .. })));
    assert!(rename(&repository, &field, "birthday").is_ok());
}

#[test]
fn the_expanded_form_says_names_in_other_places() {
    let text = r#"{ "name": "a", "namespace": "a.v0", "models": [
      { "name": "m", "plural": "ms", "fields": [{ "name": "f", "type": "[m]", "required": true }] }],
      "unions": [{ "name": "u", "plural": "us", "types": [{ "type": "m" }] }],
      "resources": [{ "type": "m", "plural": "ms", "operations": [] }] }"#;
    let files = vec![("a.json".to_owned(), text.to_owned())];
    let before = repository(&files);
    let symbol = Symbol::Type(before.local(before.definitions()[0].id, "m").unwrap());
    let changed = renamed(&files, &symbol, "x");
    assert_eq!(changed[0].1, text.replace("\"m\"", "\"x\"").replace("[m]", "[x]"));
}
