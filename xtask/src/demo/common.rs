//! The file that all others import.

use serde_json::{Value, json};

pub(super) const NAME: &str = "common";

pub(super) fn definition() -> Value {
    json!({
        "name": NAME,
        "namespace": "io.demo.common.v0",
        "owner": "platform",
        "stability": "stable",
        "description": "What every service shares: types, and the health check.",
        "enums": {
            "generic_error_code": {
                "description": "What went wrong.",
                "open": true,
                "values": [{ "name": "generic_error" }],
            },
            "healthcheck_status": {
                "description": "Whether a service may receive requests.",
                "open": true,
                "values": [{ "name": "healthy" }, { "name": "unhealthy" }],
            },
        },
        "models": {
            "money": {
                "description": "An amount in one currency.",
                "fields": [
                    { "name": "amount", "type": "decimal" },
                    { "name": "currency", "type": "string", "minimum": 3, "maximum": 3, "pattern": "^[A-Z]{3}$" },
                ],
            },
            "generic_error": {
                "description": "The body of every 422.",
                "fields": [
                    { "name": "code", "type": "generic_error_code", "default": "generic_error" },
                    { "name": "messages", "type": "[string]", "minimum": 1, "maximum": 100 },
                ],
                "attributes": [{ "name": "linter", "value": { "error_version": "1" } }],
            },
            "healthcheck": {
                "description": "How a service feels about itself.",
                "fields": [{ "name": "status", "type": "healthcheck_status", "example": "healthy" }],
            },
        },
        "resources": {
            "healthcheck": {
                "path": "/_internal_/healthcheck",
                "operations": [{
                    "method": "GET",
                    "name": "get_healthcheck",
                    "description": "Says whether this instance should receive requests.",
                    "auth": { "public": "callers are load balancers, and the answer tells nothing about anybody" },
                    "responses": { "200": { "type": "healthcheck" } },
                }],
            },
        },
    })
}
