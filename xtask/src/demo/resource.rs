//! A resource with the five usual operations.

use serde_json::{Value, json};

use super::random::Random;
use super::words::sentence;

const ERROR: &str = "io.demo.common.v0.models.generic_error";

pub(super) fn resource(random: &mut Random, entity: &str) -> Value {
    let form = json!({ "type": format!("{entity}_form") });
    let one = json!({ "type": entity });
    json!({
        "path": format!("/{entity}s"),
        "operations": [
            list(random, entity),
            json!({
                "method": "POST",
                "name": format!("create_{entity}"),
                "description": sentence(random, entity),
                "auth": scope(entity, "write"),
                "idempotent": true,
                "body": form,
                "responses": { "201": one, "401": unit(), "422": error() },
            }),
            json!({
                "method": "GET", "path": "/:id",
                "name": format!("get_{entity}"),
                "description": sentence(random, entity),
                "auth": scope(entity, "read"),
                "responses": { "200": one, "401": unit(), "404": unit() },
            }),
            json!({
                "method": "PUT", "path": "/:id",
                "name": format!("update_{entity}"),
                "description": sentence(random, entity),
                "auth": scope(entity, "write"),
                "body": form,
                "responses": { "200": one, "401": unit(), "404": unit(), "409": error(), "422": error() },
            }),
            json!({
                "method": "DELETE", "path": "/:id",
                "name": format!("delete_{entity}"),
                "description": sentence(random, entity),
                "auth": scope(entity, "write"),
                "responses": { "204": unit(), "401": unit(), "404": unit() },
            }),
        ],
    })
}

fn list(random: &mut Random, entity: &str) -> Value {
    json!({
        "method": "GET",
        "name": format!("list_{entity}s"),
        "description": sentence(random, entity),
        "auth": scope(entity, "read"),
        "parameters": [
            { "name": "id", "type": "[string]", "required": false, "maximum": 100 },
            { "name": "status", "type": format!("{entity}_status"), "required": false },
            { "name": "limit", "type": "long", "default": 25, "minimum": 1, "maximum": 100 },
            { "name": "offset", "type": "long", "default": 0, "minimum": 0 },
            { "name": "sort", "type": "string", "default": "name" },
        ],
        "responses": { "200": { "type": format!("[{entity}]") }, "401": unit() },
        "attributes": [
            { "name": "sort", "value": { "values": [{ "value": "name" }, { "value": "created_at" }] } },
        ],
    })
}

/// Who may: callers with a token for things of that kind.
fn scope(entity: &str, right: &str) -> Value {
    json!({ "scheme": "bearer", "scopes": [format!("{entity}s:{right}")] })
}

fn error() -> Value {
    json!({ "type": ERROR })
}

fn unit() -> Value {
    json!({ "type": "unit" })
}
