//! Long files: time grows with the length, no faster.

use apigen_model::Repository;

use crate::properties::build;

/// Quadratic work over as many parts would take minutes.
const COUNT: usize = 50_000;

/// A definition of which one part is repeated, with its number.
fn many(head: &str, part: impl Fn(usize) -> String, tail: &str) -> Repository {
    build(&[format!("{head}{}{tail}", (0..COUNT).map(part).collect::<Vec<_>>().join(","))])
}

#[test]
fn models_and_their_resources() {
    let model = |it: usize| format!(r#""m{it}": {{ "fields": [{{ "name": "f", "type": "m{}" }}] }}"#, COUNT - it - 1);
    let models = (0..COUNT).map(model).collect::<Vec<_>>().join(",");
    let resource = |it: usize| format!(r#""m{it}": {{ "operations": [{{ "method": "GET", "path": "/:f" }}] }}"#);
    let repository = many(&format!(r#"{{ "name": "a", "models": {{{models}}}, "resources": {{"#), resource, "} }");
    assert_eq!(repository.problems(), []);
    assert_eq!(repository.definitions()[0].resources.len(), COUNT);
}

#[test]
fn templates_in_a_chain_that_branches() {
    let template = |it: usize| {
        let uses = format!(r#"[{{ "name": "t{}" }}, {{ "name": "t{}" }}]"#, it + 1, it + 2);
        format!(r#""t{it}": {{ "templates": {uses}, "fields": [{{ "name": "f{it}", "type": "long" }}] }}"#)
    };
    let user = r#"} }, "models": { "m": { "templates": [{ "name": "t0" }] } } }"#;
    let repository = many(r#"{ "name": "a", "templates": { "models": {"#, template, user);
    assert_eq!(repository.definitions()[0].models[0].fields.len(), COUNT);
}

#[test]
fn variables_of_one_path() {
    let path = (0..COUNT).map(|it| format!(":v{it}")).collect::<Vec<_>>().join("/");
    let operation = format!(r#"{{ "method": "GET", "path": "/{path}" }}"#);
    let resources = format!(r#"{{ "m": {{ "operations": [{operation}] }} }}"#);
    let repository = build(&[format!(r#"{{ "name": "a", "models": {{ "m": {{}} }}, "resources": {resources} }}"#)]);
    assert_eq!(repository.definitions()[0].resources[0].operations[0].parameters.len(), COUNT);
}

#[test]
fn members_of_a_union_that_declare_models() {
    let head = r#"{ "name": "a", "models": [], "unions": [{ "name": "u", "plural": "us", "types": ["#;
    let repository = many(head, |it| format!(r#"{{ "type": "n{it}", "fields": [] }}"#), "] }] }");
    assert_eq!(repository.definitions()[0].models.len(), COUNT);
}

#[test]
fn problems_in_objects_and_lists() {
    let head = r#"{ "name": "a", "models": {"#;
    assert_eq!(many(head, |it| format!(r#""m{it}": {{ "x": 1 }}"#), "} }").problems().len(), COUNT);
    let head = r#"{ "name": "a", "models": { "m": { "fields": ["#;
    assert_eq!(many(head, |_| r#"{ "name": "a" }"#.to_owned(), "] } } }").problems().len(), COUNT);
}
