//! The file that all others import.

use serde_json::{Value, json};

pub(super) const NAME: &str = "common";

pub(super) fn definition() -> Value {
    json!({
        "name": NAME,
        "namespace": "io.demo.common.v0",
        "description": "Types that every service shares.",
        "enums": {
            "generic_error_code": { "values": [{ "name": "generic_error" }] },
        },
        "models": {
            "money": {
                "description": "An amount in one currency.",
                "fields": [
                    { "name": "amount", "type": "decimal" },
                    { "name": "currency", "type": "string", "minimum": 3, "maximum": 3 },
                ],
            },
            "generic_error": {
                "description": "The body of every 422.",
                "fields": [
                    { "name": "code", "type": "generic_error_code", "default": "generic_error" },
                    { "name": "messages", "type": "[string]", "minimum": 1 },
                ],
                "attributes": [{ "name": "linter", "value": { "error_version": "1" } }],
            },
        },
    })
}
