//! Fields as real models have them.

use serde_json::{Value, json};

use super::random::Random;
use super::words::sentence;

/// Adds some different ordinary fields, now and then with a description of its own.
pub(super) fn some(random: &mut Random, subject: &str, count: usize) -> Vec<Value> {
    let ordinary = ordinary();
    let mut fields = random.some(&ordinary.iter().collect::<Vec<_>>(), count);
    // Required fields first, as people write them.
    fields.sort_by_key(|field| field.get("required").is_some());
    fields.into_iter().map(|field| described(random, subject, field)).collect()
}

/// A list of things of another definition; empty unless somebody fills it.
pub(super) fn list(name: &str, element: &str) -> Value {
    json!({ "name": name, "type": format!("[{element}]"), "default": [], "maximum": 50 })
}

fn described(random: &mut Random, subject: &str, field: &Value) -> Value {
    let mut field = field.clone();
    if random.chance(5) {
        field["description"] = json!(sentence(random, subject));
    }
    field
}

fn ordinary() -> Vec<Value> {
    let alpha = |length: usize| format!("^[A-Z]{{{length}}}$");
    vec![
        json!({ "name": "description", "type": "string", "required": false, "maximum": 2000 }),
        json!({ "name": "position", "type": "integer", "description": "Its place in lists.", "default": 0, "minimum": 0 }),
        json!({ "name": "quantity", "type": "long", "minimum": 1, "maximum": 100_000 }),
        json!({ "name": "active", "type": "boolean", "default": true }),
        json!({ "name": "price", "type": "io.demo.common.v0.models.money" }),
        json!({ "name": "country", "type": "string", "minimum": 3, "maximum": 3, "pattern": alpha(3) }),
        json!({
            "name": "currency", "type": "string", "required": false, "minimum": 3, "maximum": 3, "pattern": alpha(3),
        }),
        json!({
            "name": "language", "type": "string", "default": "en", "minimum": 2, "maximum": 2, "pattern": "^[a-z]{2}$",
        }),
        json!({
            "name": "tags", "type": "[string]", "description": "What search finds it by.", "default": [], "maximum": 20,
            "items": { "maximum": 40 },
        }),
        json!({ "name": "properties", "type": "map[string]", "description": "Facts, by name.", "default": {}, "maximum": 99 }),
        json!({ "name": "external_id", "type": "string", "description": "How partners call it.", "required": false, "maximum": 99 }),
        json!({ "name": "trace", "type": "uuid", "description": "The request that made it.", "required": false }),
        json!({ "name": "starts_on", "type": "date-iso8601", "description": "The first day." }),
        json!({ "name": "ends_on", "type": "date-iso8601", "description": "The last day.", "required": false }),
        json!({
            "name": "confirmed_at", "type": "date-time-iso8601", "description": "When somebody agreed.", "required": false,
        }),
        json!({ "name": "rate", "type": "double", "description": "A share of one.", "minimum": 0, "maximum": 1 }),
        json!({ "name": "weight", "type": "decimal", "unit": "kilogram", "minimum": 0 }),
        json!({
            "name": "url", "type": "string", "required": false, "maximum": 2000, "example": "https://acme.example/",
        }),
        json!({
            "name": "remarks", "type": "[string]", "description": "What people said.", "default": [], "maximum": 20,
            "items": { "maximum": 500 },
        }),
        json!({ "name": "payload", "type": "json", "description": "Whatever the sender wants back.", "required": false }),
    ]
}
