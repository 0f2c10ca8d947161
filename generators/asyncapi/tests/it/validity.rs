//! Documents satisfy AsyncAPI's own schema; `cargo xtask slow` also asks its parser.

use apigen_generator_asyncapi::{Options, generate};
use apigen_test_support::root;
use serde_json::Value;

use crate::support::all;

fn specification() -> jsonschema::Validator {
    let text = std::fs::read_to_string(root().join("tests/schemas/asyncapi-3.0.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn documents_satisfy_the_specification() {
    let specification = specification();
    for (path, file) in generate(&all(), &Options::default()).files.iter() {
        let document: Value = serde_json::from_str(&file.text).unwrap();
        let errors: Vec<_> =
            specification.iter_errors(&document).map(|it| format!("{}: {it}", it.instance_path())).collect();
        assert_eq!(errors, [""; 0], "{path}");
    }
}

#[test]
fn a_wrong_document_does_not() {
    let specification = specification();
    let output = generate(&all(), &Options::default());
    let (_, file) = output.files.iter().next().unwrap();
    let mut document: Value = serde_json::from_str(&file.text).unwrap();
    document["channels"]["order_events"]["messages"] = "none".into();
    document["operations"]["send_x"]["action"] = "shout".into();
    assert!(!specification.is_valid(&document), "or the test above would prove nothing");
}

#[test]
fn references_lead_somewhere() {
    for (path, file) in generate(&all(), &Options::default()).files.iter() {
        let document: Value = serde_json::from_str(&file.text).unwrap();
        let mut references = Vec::new();
        collect(&document, &mut references);
        assert!(!references.is_empty());
        for reference in references {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{path}: {reference}");
        }
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|it| collect(it, references));
        }
        Value::Array(elements) => elements.iter().for_each(|it| collect(it, references)),
        _ => {}
    }
}
