//! Payload schemas take what services write, and nothing else.

use apigen_generator_asyncapi::{Options, generate};
use serde_json::{Value, json};

use crate::support::all;

/// Whether the payload of a message of the golden definition is valid.
fn takes(message: &str, payload: &Value) -> bool {
    let output = generate(&all(), &Options::default());
    let (_, file) = output.files.iter().find(|(path, _)| *path == "golden-shapes-v3.json").unwrap();
    let mut schema: Value = serde_json::from_str(&file.text).unwrap();
    assert!(schema["components"]["messages"][message].is_object(), "{message}");
    schema["$ref"] = format!("#/components/messages/{message}/payload").into();
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft201909);
    options.build(&schema).unwrap().is_valid(payload)
}

fn changed() -> Value {
    json!({
        "id": "0b0e4d6e-9f5c-4e0f-8f5a-0d4f5c1b2a3d", "count": 3, "total": 1, "ratio": 0.5, "price": "12.50",
        "name": "abc", "on": "2026-11-21", "at": "2026-11-21T10:16:00Z", "tags": ["a"], "sizes": { "x": "huge" },
        "shapes": [{ "radius": 1.0 }, { "kind": "square", "side": 2.0 }, { "kind": "triangle" }]
    })
}

fn with(mut value: Value, name: &str, member: Value) -> Value {
    value[name] = member;
    value
}

#[test]
fn events_carry_their_discriminator() {
    assert!(takes("thing_changed___v2", &with(changed(), "type", json!("thing changed / v2"))));
    assert!(!takes("thing_changed___v2", &with(changed(), "type", json!("other"))));
    assert!(!takes("thing_changed___v2", &changed()));
    assert!(takes("note", &json!({ "type": "note", "value": "x" })));
    assert!(!takes("note", &json!({ "type": "note", "value": 1 })));
    assert!(takes("coloured", &json!({ "type": "coloured", "value": "dark blue" })));
    assert!(!takes("coloured", &json!({ "type": "coloured", "value": "dark_blue" })));
}

#[test]
fn events_without_a_discriminator_stand_under_their_name() {
    assert!(takes("changed", &json!({ "changed": changed() })));
    assert!(!takes("changed", &changed()));
    assert!(takes("long", &json!({ "long": { "value": 7 } })));
}

#[test]
fn limits_of_fields_hold() {
    for (name, value) in
        [("count", json!(11)), ("name", json!("ABC")), ("tags", json!([])), ("tags", json!(["a", "a"]))]
    {
        assert!(!takes("plain", &with(changed(), name, value.clone())), "{name}: {value}");
    }
    assert!(takes("plain", &changed()));
    assert!(takes("plain", &with(changed(), "new_field", json!(1))), "readers are tolerant");
}
