//! Problems as lines of text: the kind, its words, and the text that is marked.

use std::fmt::Write as _;

use apigen_model::{ProblemKind, Repository};

/// Writes every problem with its line, its pointer and the marked text.
pub(crate) fn dump(out: &mut String, repository: &Repository) {
    for it in repository.problems() {
        let source = repository.source(it.place.file);
        let text = &source.document.text()[it.span().range()];
        let line = source.document.lines().position(it.span().start).line;
        let text = text.lines().next().unwrap_or_default();
        writeln!(out, "! {} {}:{line} {} [{text}]", words(&it.kind), source.path, it.pointer).unwrap();
    }
}

fn words(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Syntax(error) => format!("syntax: {:?}", error.kind),
        ProblemKind::NotAnObject { found } => format!("not an object but {found}"),
        ProblemKind::UnknownKey { owner, key, suggestion, adopted, .. } => {
            let meant = suggestion.map(|it| format!(", meant {it}")).unwrap_or_default();
            format!("{owner} has no key {key}{meant}{}", if *adopted { ", read so" } else { "" })
        }
        ProblemKind::MissingKey { owner, key } => format!("{owner} lacks {key}"),
        ProblemKind::Blank { owner, key } => format!("{owner} has blank {key}"),
        ProblemKind::WrongKind { owner, key, expected, found } => {
            format!("{owner} {key} is {found}, not {expected}").trim_start().replace("  ", " ")
        }
        ProblemKind::Loose { owner, key, expected, literal } => {
            format!("{owner} {key} should be {expected}: {literal}")
        }
        ProblemKind::OutOfRange { owner, key, expected } => format!("{owner} {key} is not in {expected}"),
        ProblemKind::LicenseWithoutName => "license without name".to_owned(),
        ProblemKind::AttributeForm { owner, name, missing } => {
            format!("{owner} has attribute {} without {missing}", name.as_deref().unwrap_or("?"))
        }
        ProblemKind::TypeForm { owner, text } => {
            format!("{owner} has no proper type: {}", text.as_deref().unwrap_or("no text"))
        }
        ProblemKind::UnionFields { name } => format!("fields on {name}, which is no new model"),
        ProblemKind::InlineEnum { owner, key } => format!("{owner} declares an enum with {key}"),
        ProblemKind::AuthContradiction { other } => format!("auth is public and has {other}"),
        ProblemKind::PathStart { path } => format!("path {path} lacks its slash"),
        ProblemKind::ResponseForm { owner, code, has_object } => {
            format!("{owner} {code} {}", if *has_object { "lacks a type" } else { "is no object" })
        }
    }
}
