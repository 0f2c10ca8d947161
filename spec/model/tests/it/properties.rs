//! Properties of arbitrary input: trees made of the language's keys, and definitions with parts replaced.

use std::fmt::Write as _;

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};
use proptest::prelude::*;

/// Keys of all constructs, and some that nothing has.
const KEYS: &[&str] = &[
    "name",
    "key",
    "namespace",
    "imports",
    "uri",
    "headers",
    "enums",
    "values",
    "value",
    "models",
    "fields",
    "type",
    "required",
    "default",
    "minimum",
    "maximum",
    "example",
    "annotations",
    "attributes",
    "interfaces",
    "unions",
    "types",
    "discriminator",
    "discriminator_value",
    "resources",
    "operations",
    "method",
    "path",
    "parameters",
    "location",
    "body",
    "responses",
    "200",
    "code",
    "integer",
    "templates",
    "cast",
    "plural",
    "enum",
    "model",
    "union",
    "interface",
    "deprecation",
    "description",
    "streams",
    "tables",
    "primary_key",
    "indexes",
    "partition",
    "references",
    "items",
    "filter",
    "field",
    "auth",
    "errors",
    "emits",
    "paginated",
    "lint_ignore",
    "rule",
    "info",
    "license",
    "a",
    "b",
    "user",
    "organization",
    "application",
    "consumes",
    "reserved",
    "open",
    "response",
    "",
    "é",
];

/// Texts that mean something somewhere.
const TEXTS: &[&str] = &[
    "a",
    "b",
    "user",
    "[a]",
    "map[b]",
    "map",
    "[[user]]",
    "string",
    "long",
    "unit",
    "json",
    "GET",
    "POST",
    "/:a",
    "/:a.csv/:b",
    "/",
    "query",
    "path",
    "io.acme.a.v0",
    "io.acme.a.v0.models.user",
    "io.acme.a.v0.interfaces.a",
    "api.json",
    "https://h/acme/a/1/service.json",
    "true",
    "1",
    "{}",
    "[",
    "",
    " ",
    "user.a",
    "é",
    "\u{0}",
];

/// A definition with something of everything.
const WHOLE: &str = include_str!("fixtures/whole.json");

fn text() -> impl Strategy<Value = String> {
    prop_oneof![9 => prop::sample::select(TEXTS).prop_map(str::to_owned), 1 => any::<String>()]
}

/// The JSON text of a tree.
fn tree() -> impl Strategy<Value = String> {
    let numbers = prop::sample::select(&["0", "-1", "1.0", "0.5", "1e9", "99999999999999999999"][..]);
    let leaf = prop_oneof![
        6 => text().prop_map(|it| quoted(&it)),
        1 => prop::sample::select(&["true", "false", "null"][..]).prop_map(str::to_owned),
        1 => numbers.prop_map(str::to_owned),
    ];
    leaf.prop_recursive(8, 96, 6, |inner| {
        let members = prop::collection::vec((prop::sample::select(KEYS), inner.clone()), 0..6);
        prop_oneof![
            2 => prop::collection::vec(inner, 0..4).prop_map(|it| format!("[{}]", it.join(","))),
            5 => members.prop_map(object),
        ]
    })
}

fn object(members: Vec<(&str, String)>) -> String {
    let members: Vec<String> = members.into_iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    text.chars().fold(String::from("\""), |mut out, it| {
        write!(out, "\\u{:04x}", it as u32 & 0xffff).unwrap();
        out
    }) + "\""
}

/// A file whose top level is an object with sections of random trees.
fn file() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(KEYS), tree()), 0..8).prop_map(object)
}

/// The whole definition with some values replaced by trees.
fn damaged() -> impl Strategy<Value = String> {
    prop::collection::vec((any::<prop::sample::Index>(), tree()), 1..4).prop_map(|changes| {
        let mut text = WHOLE.to_owned();
        for (place, tree) in changes {
            let document = apigen_syntax::Document::parse(text.clone().into_bytes());
            let values = values(document.root().unwrap());
            let span = values[place.index(values.len())];
            text.replace_range(span.range(), &tree);
        }
        text
    })
}

/// The spans of all values inside another.
fn values(root: apigen_syntax::Value<'_>) -> Vec<apigen_syntax::Span> {
    let (mut all, mut pending) = (Vec::new(), vec![root]);
    while let Some(value) = pending.pop() {
        all.push(value.span());
        pending.extend(value.elements());
        pending.extend(value.members().map(|it| it.value));
    }
    all
}

pub(crate) fn build(texts: &[String]) -> Repository {
    let file = |(index, text): (usize, &String)| SourceFile {
        path: if index == 0 { "api.json".to_owned() } else { format!("{index}.json") },
        bytes: text.clone().into_bytes(),
        role: Role::Checked,
    };
    let files = texts.iter().enumerate().map(file).collect();
    Repository::build(files, &Settings { namespace: Some("io.acme".to_owned()) }, &NoImports)
}

/// Builds twice and compares; every problem must lie inside its file.
fn holds(texts: &[String]) {
    let (first, second) = (build(texts), build(texts));
    assert_eq!(first.definitions(), second.definitions());
    assert_eq!(first.problems(), second.problems());
    assert_eq!(first.polarity(), second.polarity());
    for problem in first.problems() {
        let document = &first.source(problem.place.file).document;
        assert!(document.text().get(problem.span().range()).is_some(), "{problem:?}");
    }
}

proptest! {
    #![proptest_config(apigen_test_support::cases(256))]

    #[test]
    fn random_trees_build_alike_twice(texts in prop::collection::vec(file(), 1..3)) {
        holds(&texts);
    }

    #[test]
    fn damaged_definitions_build_alike_twice(texts in prop::collection::vec(damaged(), 1..3)) {
        holds(&texts);
    }
}

#[test]
fn the_undamaged_definition_is_fine() {
    let repository = build(&[WHOLE.to_owned()]);
    assert_eq!(repository.problems(), []);
}
