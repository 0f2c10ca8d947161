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
                "description": sentence(random, entity),
                "body": form,
                "responses": { "201": one, "401": unit(), "422": { "type": ERROR } },
            }),
            json!({
                "method": "GET", "path": "/:id", "description": sentence(random, entity),
                "responses": { "200": one, "401": unit(), "404": unit() },
            }),
            json!({
                "method": "PUT", "path": "/:id", "description": sentence(random, entity),
                "body": form,
                "responses": { "200": one, "401": unit(), "404": unit(), "422": { "type": ERROR } },
            }),
            json!({
                "method": "DELETE", "path": "/:id",
                "responses": { "204": unit(), "401": unit(), "404": unit() },
            }),
        ],
    })
}

fn list(random: &mut Random, entity: &str) -> Value {
    json!({
        "method": "GET",
        "description": sentence(random, entity),
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

fn unit() -> Value {
    json!({ "type": "unit" })
}
