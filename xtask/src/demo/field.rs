//! Fields as real models have them.

use serde_json::{Value, json};

use super::random::Random;
use super::words::sentence;

/// Adds some different ordinary fields, now and then with a description.
pub(super) fn some(random: &mut Random, subject: &str, count: usize) -> Vec<Value> {
    let ordinary = ordinary();
    let mut fields = random.some(&ordinary.iter().collect::<Vec<_>>(), count);
    // Required fields first, as people write them.
    fields.sort_by_key(|field| field.get("required").is_some());
    fields.into_iter().map(|field| described(random, subject, field)).collect()
}

fn described(random: &mut Random, subject: &str, field: &Value) -> Value {
    let mut field = field.clone();
    if random.chance(15) {
        field["description"] = json!(sentence(random, subject));
    }
    field
}

fn ordinary() -> Vec<Value> {
    vec![
        json!({ "name": "description", "type": "string", "required": false, "maximum": 2000 }),
        json!({ "name": "position", "type": "integer", "default": 0, "minimum": 0 }),
        json!({ "name": "quantity", "type": "long", "minimum": 1, "maximum": 100_000 }),
        json!({ "name": "active", "type": "boolean", "default": true }),
        json!({ "name": "price", "type": "io.demo.common.v0.models.money" }),
        json!({ "name": "country", "type": "string", "minimum": 3, "maximum": 3 }),
        json!({ "name": "currency", "type": "string", "required": false, "minimum": 3, "maximum": 3 }),
        json!({ "name": "language", "type": "string", "default": "en", "minimum": 2, "maximum": 2 }),
        json!({ "name": "tags", "type": "[string]", "default": [], "maximum": 20 }),
        json!({ "name": "properties", "type": "map[string]", "default": {} }),
        json!({ "name": "external_id", "type": "string", "required": false }),
        json!({ "name": "trace", "type": "uuid", "required": false }),
        json!({ "name": "starts_on", "type": "date-iso8601" }),
        json!({ "name": "ends_on", "type": "date-iso8601", "required": false }),
        json!({ "name": "confirmed_at", "type": "date-time-iso8601", "required": false }),
        json!({ "name": "rate", "type": "double", "minimum": 0, "maximum": 1 }),
        json!({ "name": "weight", "type": "decimal", "minimum": 0 }),
        json!({ "name": "url", "type": "string", "required": false, "example": "https://acme.example/" }),
        json!({ "name": "notes", "type": "[string]", "required": false }),
        json!({ "name": "payload", "type": "json", "required": false }),
    ]
}
