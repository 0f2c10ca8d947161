//! A definition with text and names in every position that has one.

use serde_json::{Value, json};

/// How many texts the definition takes.
pub(super) const TEXTS: usize = 36;

/// How many names the definition takes.
pub(super) const NAMES: usize = 16;

/// The definition with the given texts and names; numbers keep apart what has to differ.
pub(super) fn definition(texts: &[String], names: &[String]) -> String {
    let name = |at: usize| format!("n{at}x {}", names[at]);
    let mut definition = types(texts, &name);
    definition["resources"] = resources(texts, &name);
    definition.to_string()
}

fn types(t: &[String], name: &dyn Fn(usize) -> String) -> Value {
    json!({
        "name": t[0], "namespace": "hostile.v0", "description": t[1], "base_url": format!("u{}", t[2]),
        "headers": [{"name": "X-Service", "type": "string", "default": t[3], "description": t[4]}],
        "enums": {
            name(0): {"description": t[5], "deprecation": {"description": t[6]}, "values": [
                {"name": name(1), "value": format!("1{}", t[7]), "description": t[8]},
                {"name": name(2), "value": format!("2{}", t[9]), "deprecation": {"description": t[10]}},
            ]},
        },
        "models": {
            name(3): {"description": t[11], "deprecation": {"description": t[12]}, "fields": [
                {"name": name(4), "type": "string", "description": t[13], "default": t[14], "example": t[15]},
                {"name": name(5), "type": "string", "unit": t[16], "deprecation": {"description": t[17]}},
                {"name": name(6), "type": "json", "default": {"key": [t[18], {(format!("k{}", t[19])): 1}]}},
                {"name": "tags", "type": "[string]", "default": [t[20]], "description": t[21]},
                {"name": "labels", "type": "map[string]", "default": {(t[22].clone()): t[23]}},
            ]},
            "error": {"fields": [{"name": "code", "type": "string"}, {"name": "message", "type": "string"}]},
        },
        "unions": {
            name(7): {"description": t[24], "discriminator": format!("d{}", t[25]), "types": [
                {"type": "error", "discriminator_value": format!("1{}", t[26]), "description": t[27]},
                {"type": "string", "discriminator_value": format!("2{}", t[28])},
            ]},
        },
    })
}

fn resources(t: &[String], name: &dyn Fn(usize) -> String) -> Value {
    let segment = t[29].replace(['/', ':', '.'], "");
    json!({"error": {"path": "/errors", "description": t[30], "operations": [
        {"method": "GET", "path": format!("/s{segment}/:id"), "name": name(8), "description": t[31],
            "deprecation": {"description": t[32]},
            "parameters": [
                {"name": name(9), "type": "string", "default": t[33], "description": t[34]},
                {"name": name(10), "type": "[string]", "required": false},
                {"name": name(11), "type": "long", "location": "header"},
            ],
            "responses": {"200": {"type": "error", "description": t[35], "headers": [
                {"name": name(12), "type": "string"},
            ]}}},
        {"method": "POST", "path": "/form", "name": name(13), "parameters": [{"name": name(14), "type": "string"}]},
        {"method": "PUT", "path": "/body", "name": name(15), "body": {"type": "error", "description": t[35]},
            "responses": {"200": {"type": "error"}, "422": {"type": "[error]", "description": t[34]}}},
    ]}})
}
