//! The synthetic repository as OpenAPI documents, for peers that read nothing else: the same things, a file a service.

use serde_json::{Map, Value, json};

/// The document that says what a definition says. Types of other files stand inside as open objects, since most peers
/// judge one file at a time.
pub(super) fn document(definition: &Value) -> Value {
    let mut schemas = Map::new();
    let section = |name: &str| definition[name].as_object().cloned().unwrap_or_default();
    for (name, it) in section("enums") {
        let values = it["values"].as_array().into_iter().flatten().map(|it| it["name"].clone());
        let values: Vec<Value> = values.collect();
        schemas.insert(name, json!({ "type": "string", "description": it["description"], "enum": values }));
    }
    for (name, it) in section("models") {
        schemas.insert(name, model(&it));
    }
    for (name, it) in section("unions") {
        let members = it["types"].as_array().into_iter().flatten();
        let members: Vec<Value> = members.map(|it| schema(it["type"].as_str().unwrap_or_default())).collect();
        schemas.insert(name, json!({ "description": it["description"], "oneOf": members }));
    }
    let mut paths = Map::new();
    for (_, resource) in section("resources") {
        for operation in resource["operations"].as_array().into_iter().flatten() {
            add(&mut paths, resource["path"].as_str().unwrap_or_default(), operation);
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": definition["name"], "version": "1.0.0", "description": definition["description"] },
        "servers": [{ "url": "https://demo.example" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn model(it: &Value) -> Value {
    let fields = || it["fields"].as_array().into_iter().flatten();
    let name = |it: &Value| it["name"].as_str().unwrap_or_default().to_owned();
    let properties: Map<String, Value> = fields().map(|it| (name(it), field(it))).collect();
    let required: Vec<String> = fields().filter(|it| it["required"] != false).map(name).collect();
    json!({ "type": "object", "description": it["description"], "properties": properties, "required": required })
}

fn field(it: &Value) -> Value {
    let mut schema = schema(it["type"].as_str().unwrap_or_default());
    for key in ["description", "default", "example"] {
        if let Some(value) = it.get(key).filter(|_| schema.get("$ref").is_none()) {
            schema[key] = value.clone();
        }
    }
    let kind = schema["type"].as_str().unwrap_or_default().to_owned();
    let bounds = match kind.as_str() {
        "string" => ["minLength", "maxLength"],
        "array" => ["minItems", "maxItems"],
        "integer" | "number" => ["minimum", "maximum"],
        _ => return schema,
    };
    for (key, bound) in ["minimum", "maximum"].into_iter().zip(bounds) {
        if let Some(value) = it.get(key) {
            schema[bound] = value.clone();
        }
    }
    schema
}

fn schema(ty: &str) -> Value {
    if let Some(element) = ty.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        return json!({ "type": "array", "items": schema(element) });
    }
    if let Some(value) = ty.strip_prefix("map[").and_then(|it| it.strip_suffix(']')) {
        return json!({ "type": "object", "additionalProperties": schema(value) });
    }
    match ty {
        "string" => json!({ "type": "string" }),
        "uuid" => json!({ "type": "string", "format": "uuid" }),
        "date-iso8601" => json!({ "type": "string", "format": "date" }),
        "date-time-iso8601" => json!({ "type": "string", "format": "date-time" }),
        "boolean" => json!({ "type": "boolean" }),
        "integer" => json!({ "type": "integer", "format": "int32" }),
        "long" => json!({ "type": "integer", "format": "int64" }),
        "double" | "decimal" => json!({ "type": "number" }),
        "json" => json!({}),
        other if other.contains('.') => json!({ "type": "object" }),
        own => json!({ "$ref": format!("#/components/schemas/{own}") }),
    }
}

fn add(paths: &mut Map<String, Value>, base: &str, operation: &Value) {
    let suffix = operation["path"].as_str().unwrap_or_default();
    let path = format!("{base}{}", suffix.replace(":id", "{id}"));
    let method = operation["method"].as_str().unwrap_or_default().to_lowercase();
    let declared = operation["parameters"].as_array().into_iter().flatten();
    let mut parameters: Vec<Value> = declared
        .map(|it| {
            let mut schema = field(it);
            let description = schema.as_object_mut().and_then(|it| it.remove("description"));
            json!({ "name": it["name"], "in": "query", "description": description, "schema": schema })
        })
        .collect();
    if suffix.contains(":id") {
        parameters.push(json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }));
    }
    let responses = operation["responses"].as_object().into_iter().flatten().map(|(code, it)| {
        let ty = it["type"].as_str().unwrap_or_default();
        let mut response = json!({ "description": format!("Answer {code}.") });
        if ty != "unit" {
            response["content"] = json!({ "application/json": { "schema": schema(ty) } });
        }
        (code.clone(), response)
    });
    let id = format!("{method}{}", path.replace(['/', '{', '}'], "_"));
    let responses: Map<String, Value> = responses.collect();
    let mut made = json!({ "operationId": id, "description": operation["description"], "responses": responses });
    if !parameters.is_empty() {
        made["parameters"] = Value::Array(parameters);
    }
    if let Some(ty) = operation["body"]["type"].as_str() {
        made["requestBody"] = json!({ "content": { "application/json": { "schema": schema(ty) } } });
    }
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[method] = made;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::definition;

    #[test]
    fn every_reference_leads_to_a_schema_of_the_document() {
        for number in 1..40 {
            let document = document(&definition(number));
            let text = document.to_string();
            for rest in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
                let name = rest.split('"').next().unwrap();
                assert!(document["components"]["schemas"].get(name).is_some(), "{number}: {name}");
            }
            assert_eq!(document["paths"].as_object().unwrap().len(), 2, "{number}");
        }
    }
}
