//! Shapes that lead a naive reader astray: cycles, towers, and many mistakes at once.

use std::fmt::Write;

use super::{build, judge};

fn rules_found(files: &[&str]) -> Vec<String> {
    let mut found: Vec<_> = judge(&build(files.iter().copied())).iter().map(|it| it.rule.to_string()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// A definition with one member of each number.
fn numbered(count: usize, head: &str, one: impl Fn(usize) -> String, tail: &str) -> String {
    let mut text = head.to_owned();
    for index in 0..count {
        let comma = if index == 0 { "" } else { ",\n" };
        write!(text, "{comma}{}", one(index)).unwrap();
    }
    text + tail
}

#[test]
fn imports_may_form_a_cycle() {
    judge(&build([
        r#"{ "name": "a", "imports": [{ "uri": "1.json" }, { "uri": "0.json" }] }"#,
        r#"{ "name": "b", "imports": [{ "uri": "2.json" }, { "uri": "a.v0" }] }"#,
        r#"{ "name": "c", "imports": [{ "uri": "0.json" }, { "uri": "./../1.json" }, { "uri": "" }] }"#,
    ]));
}

#[test]
fn unions_may_form_a_cycle() {
    judge(&build([r#"{ "name": "shop", "unions": {
        "a": { "discriminator": "type", "types": [{ "type": "b" }, { "type": "a" }] },
        "b": { "types": [{ "type": "[c]" }] },
        "c": { "discriminator": "kind", "types": [{ "type": "a" }, { "type": "map[b]" }] }
    } }"#]));
}

#[test]
fn models_and_interfaces_may_form_a_cycle() {
    judge(&build([r#"{ "name": "shop",
        "interfaces": { "i": { "fields": [{ "name": "me", "type": "i" }] } },
        "models": { "a": { "interfaces": ["i", "a"], "fields": [{ "name": "me", "type": "b" }] },
                    "b": { "fields": [{ "name": "me", "type": "a" }] } },
        "resources": { "a": { "operations": [{ "method": "GET", "path": "/:me" }] }, "i": {} }
    }"#]));
}

#[test]
fn templates_may_form_a_cycle() {
    let found = rules_found(&[r#"{ "name": "shop", "templates": {
        "models": { "a": { "templates": [{ "name": "b" }] }, "b": { "templates": [{ "name": "a" }, { "name": "b" }] } },
        "resources": { "r": { "templates": [{ "name": "r", "cast": { "r": "[r]" } }] } }
    }, "models": { "m": { "templates": [{ "name": "a" }] } }, "resources": { "m": { "templates": [{ "name": "r" }] } } }"#]);
    assert!(found.iter().any(|it| it == "template-recursive"), "{found:?}");
}

#[test]
fn templates_of_templates_are_merged_once() {
    let two = |at: usize| {
        format!(
            r#""t{at}": {{ "fields": [{{ "name": "f{at}", "type": "string" }}],
            "templates": [{{ "name": "t{0}" }}, {{ "name": "t{0}" }}, {{ "name": "t{1}" }}] }}"#,
            at + 1,
            at + 2
        )
    };
    let tail = r#" } }, "models": { "m": { "templates": [{ "name": "t0" }] } } }"#;
    let repository = build([numbered(60, r#"{ "name": "shop", "templates": { "models": { "#, two, tail)]);
    assert_eq!(repository.definitions()[0].models[0].fields.len(), 60);
    judge(&repository);
}

#[test]
fn a_long_chain_of_templates_takes_no_stack() {
    let one = |at: usize| format!(r#""t{at}": {{ "templates": [{{ "name": "t{}" }}] }}"#, (at + 1) % 8_000);
    let tail = r#" } }, "models": { "m": { "templates": [{ "name": "t0" }] } } }"#;
    judge(&build([numbered(8_000, r#"{ "name": "shop", "templates": { "models": { "#, one, tail)]));
}

#[test]
fn a_long_chain_of_types_takes_no_stack() {
    let model =
        |at: usize| format!(r#""m{at}": {{ "fields": [{{ "name": "next", "type": "m{}" }}] }}"#, (at + 1) % 8_000);
    judge(&build([numbered(10_000, r#"{ "name": "shop", "models": { "#, model, " } }")]));
    let union = |at: usize| format!(r#""u{at}": {{ "types": [{{ "type": "u{}" }}] }}"#, (at + 1) % 8_000);
    judge(&build([numbered(8_000, r#"{ "name": "shop", "unions": { "#, union, " } }")]));
}

#[test]
fn types_declared_inside_of_each_other_end_somewhere() {
    let mut ty = String::from("\"string\"");
    for depth in 0..200 {
        ty = format!(r#"{{ "model": "m{depth}", "fields": [{{ "name": "f", "type": {ty} }}] }}"#);
    }
    judge(&build([format!(
        r#"{{ "name": "shop", "models": {{ "m": {{ "fields": [{{ "name": "f", "type": {ty} }}] }} }} }}"#
    )]));
}

/// A walk over all siblings per mistake, as there once was, would not end here in any patience.
#[test]
fn ten_thousand_mistakes_come_to_an_end() {
    let bad = |at: usize| format!(r#"{{ "name": "f{}", "type": "[", "required": "true", "typ": 1 }}"#, at % 3000);
    let text = numbered(10_000, r#"{ "name": "shop", "models": { "m": { "fields": ["#, bad, "] } } }");
    judge(&build([text]));
}
