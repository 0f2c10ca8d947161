//! A definition as `OpenAPI` 3.0, as complete as the format allows: testers of that world see what ours sees.

use serde_json::{Map, Value, json};

/// The document of a definition whose types are all its own.
pub(super) fn document(definition: &Value) -> Value {
    let mut schemas = Map::new();
    for (name, it) in entries(&definition["enums"]) {
        schemas.insert(name.clone(), enumeration(it));
    }
    for (name, it) in entries(&definition["models"]) {
        schemas.insert(name.clone(), model(it));
    }
    for (name, it) in entries(&definition["unions"]) {
        schemas.insert(name.clone(), union(it));
    }
    tag_members(definition, &mut schemas);
    json!({
        "openapi": "3.0.3",
        "info": { "title": definition["name"], "version": "1", "description": definition["description"] },
        "paths": paths(definition),
        "components": { "schemas": schemas, "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } } },
    })
}

fn entries(section: &Value) -> impl Iterator<Item = (&String, &Value)> {
    section.as_object().into_iter().flatten()
}

fn enumeration(it: &Value) -> Value {
    let values: Vec<_> =
        it["values"].as_array().into_iter().flatten().map(|it| it.get("value").unwrap_or(&it["name"])).collect();
    // An open list is any text to who reads it today.
    if it["open"] == true {
        json!({ "type": "string", "example": values[0] })
    } else {
        json!({ "type": "string", "enum": values })
    }
}

fn model(it: &Value) -> Value {
    let fields = || it["fields"].as_array().into_iter().flatten();
    let name = |it: &Value| it["name"].as_str().unwrap_or_default().to_owned();
    let properties: Map<_, _> = fields().map(|it| (name(it), slot(it))).collect();
    let needed = fields().filter(|it| it["required"] != false && it.get("default").is_none());
    let required: Vec<_> = needed.map(name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

fn union(it: &Value) -> Value {
    let types = || it["types"].as_array().into_iter().flatten();
    let target = |it: &Value| format!("#/components/schemas/{}", it["type"].as_str().unwrap_or_default());
    let mapping: Map<_, _> = types().map(|it| (tag(it), target(it).into())).collect();
    let one_of: Vec<_> = types().map(|it| json!({ "$ref": target(it) })).collect();
    json!({ "oneOf": one_of, "discriminator": { "propertyName": it["discriminator"], "mapping": mapping } })
}

fn tag(member: &Value) -> String {
    member.get("discriminator_value").unwrap_or(&member["type"]).as_str().unwrap_or_default().to_owned()
}

/// Members of unions say which they are.
fn tag_members(definition: &Value, schemas: &mut Map<String, Value>) {
    for (_, it) in entries(&definition["unions"]) {
        let Some(discriminator) = it["discriminator"].as_str() else { continue };
        for member in it["types"].as_array().into_iter().flatten() {
            let Some(schema) = member["type"].as_str().and_then(|it| schemas.get_mut(it)) else { continue };
            schema["properties"][discriminator] = json!({ "type": "string", "enum": [tag(member)] });
            match schema["required"].as_array_mut() {
                Some(required) => required.push(discriminator.into()),
                None => schema["required"] = json!([discriminator]),
            }
        }
    }
}

/// A field or parameter as a schema.
fn slot(it: &Value) -> Value {
    let mut schema = typed(it["type"].as_str().unwrap_or("string"));
    let is = |name: &str| schema["type"] == name;
    let bounds = match () {
        () if is("array") => ["minItems", "maxItems"],
        () if is("object") => ["minProperties", "maxProperties"],
        () if is("string") => ["minLength", "maxLength"],
        () => ["minimum", "maximum"],
    };
    if schema.get("anyOf").is_none() {
        for (ours, theirs) in ["minimum", "maximum"].iter().zip(bounds) {
            copy(it, ours, &mut schema, theirs);
        }
    }
    let inner = if schema.get("items").is_some() { "items" } else { "additionalProperties" };
    if let (Some(limits), Some(element)) = (it.get("items"), schema.get_mut(inner)) {
        let is_text = element["type"] == "string";
        copy(limits, "minimum", element, if is_text { "minLength" } else { "minimum" });
        copy(limits, "maximum", element, if is_text { "maxLength" } else { "maximum" });
    }
    for (ours, theirs) in [
        ("pattern", "pattern"),
        ("default", "default"),
        ("unique_items", "uniqueItems"),
        ("read_only", "readOnly"),
        ("write_only", "writeOnly"),
    ] {
        copy(it, ours, &mut schema, theirs);
    }
    if let Some(example) = it.get("example").filter(|_| it["type"] == "string") {
        schema["example"] = example.clone();
    }
    // Null and absent are the same.
    let optional = it["required"] == false || it.get("default").is_some();
    if optional && schema.get("$ref").is_none() {
        schema["nullable"] = true.into();
    }
    schema
}

fn copy(from: &Value, ours: &str, to: &mut Value, theirs: &str) {
    if let (Some(value), None) = (from.get(ours), to.get("$ref")) {
        to[theirs] = value.clone();
    }
}

fn typed(name: &str) -> Value {
    let inner = |prefix: &str| name.strip_prefix(prefix).and_then(|it| it.strip_suffix(']'));
    if let Some(of) = inner("map[") {
        return json!({ "type": "object", "additionalProperties": typed(of) });
    }
    if let Some(of) = inner("[") {
        return json!({ "type": "array", "items": typed(of) });
    }
    match name {
        "string" => json!({ "type": "string" }),
        "boolean" => json!({ "type": "boolean" }),
        "integer" => json!({ "type": "integer", "format": "int32" }),
        "long" => json!({ "type": "integer", "format": "int64", "maximum": i64::MAX, "minimum": i64::MIN }),
        "double" => json!({ "type": "number", "format": "double" }),
        "decimal" => json!({ "anyOf": [
            { "type": "number", "minimum": 0, "maximum": 1_000_000 },
            { "type": "string", "pattern": "^[0-9]{1,6}(\\.[0-9]{1,20})?$" },
        ] }),
        "uuid" => json!({ "type": "string", "format": "uuid" }),
        "date-iso8601" => json!({ "type": "string", "format": "date" }),
        "date-time-iso8601" => json!({ "type": "string", "format": "date-time" }),
        other => json!({ "$ref": format!("#/components/schemas/{other}") }),
    }
}

fn paths(definition: &Value) -> Value {
    let mut paths = Map::new();
    for (_, resource) in entries(&definition["resources"]) {
        for it in resource["operations"].as_array().into_iter().flatten() {
            let path = [&resource["path"], &it["path"]].map(|it| it.as_str().unwrap_or_default()).concat();
            let braced: Vec<_> = path
                .split('/')
                .map(|it| it.strip_prefix(':').map_or(it.to_owned(), |it| format!("{{{it}}}")))
                .collect();
            let item = paths.entry(braced.join("/")).or_insert_with(|| json!({}));
            item[it["method"].as_str().unwrap_or_default().to_lowercase()] = operation(it, &path);
        }
    }
    paths.into()
}

fn operation(it: &Value, path: &str) -> Value {
    let mut parameters: Vec<_> = path.split('/').filter_map(|it| it.strip_prefix(':')).map(variable).collect();
    parameters.extend(it["parameters"].as_array().into_iter().flatten().map(parameter));
    let mut responses: Map<_, _> = entries(&it["responses"]).map(|(code, it)| (code.clone(), response(it))).collect();
    if it.get("body").is_some() {
        // Which media type a body has is not the definition's to say, so neither is what comes of another.
        responses.insert("415".to_owned(), json!({ "description": "The body is not JSON." }));
    }
    let mut operation = json!({ "operationId": it["name"], "parameters": parameters, "responses": responses });
    if it["auth"].get("scheme").is_some() {
        operation["security"] = json!([{ "bearer": [] }]);
    }
    if let Some(body) = it["body"]["type"].as_str() {
        let mut content = json!({ "schema": typed(body) });
        if let Some(example) = example(body) {
            content["example"] = example;
        }
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": content } });
    }
    operation
}

/// A body for testers that make up none.
fn example(body: &str) -> Option<Value> {
    let example = match body {
        "part_form" | "part_patch" => {
            json!({ "sku": "PEER-1", "name": "Bolt", "material": "steel", "price": 1.5, "weight": 12, "tags": ["round"] })
        }
        "note_form" => json!({ "text": "Mind the thread." }),
        "supplier_form" => json!({ "contact_email": "ada@supplier.example", "order_password": "correct horse" }),
        _ => return None,
    };
    Some(example)
}

/// A variable of a path; the examples name what the first calls of a tester create.
fn variable(name: &str) -> Value {
    let (schema, example) = match name {
        "name" => (json!({ "type": "string", "minLength": 1, "maxLength": 60 }), "Supplier"),
        _ => (json!({ "type": "string", "minLength": 1 }), "prt-0000000000000001"),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema, "example": example })
}

fn parameter(it: &Value) -> Value {
    let place = it["location"].as_str().unwrap_or("Query").to_lowercase();
    let required = it["required"] != false && it.get("default").is_none();
    let mut schema = slot(it);
    if let Some(fields) = schema.as_object_mut() {
        fields.shift_remove("nullable");
    }
    json!({ "name": it["name"], "in": place, "required": required, "schema": schema })
}

fn response(it: &Value) -> Value {
    let headers = it["headers"].as_array().into_iter().flatten();
    let header = |it: &Value| {
        (
            it["name"].as_str().unwrap_or_default().to_owned(),
            json!({ "required": it["required"] != false, "schema": slot(it) }),
        )
    };
    let headers: Map<_, _> = headers.map(header).collect();
    let mut response = json!({ "description": "As declared.", "headers": headers });
    if let Some(ty) = it["type"].as_str().filter(|it| *it != "unit") {
        response["content"] = json!({ "application/json": { "schema": typed(ty) } });
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_definition_says_is_there() {
        let definition = json!({
            "models": { "part": { "fields": [
                { "name": "tags", "type": "[string]", "maximum": 5, "items": { "maximum": 20 } },
                { "name": "kind", "type": "kind", "required": false },
            ] } },
            "unions": { "any": { "discriminator": "type", "types": [{ "type": "part", "discriminator_value": "p" }] } },
            "resources": { "part": { "path": "/parts", "operations": [
                { "method": "GET", "path": "/:id", "auth": { "scheme": "bearer" }, "responses": { "200": { "type": "part" } } },
            ] } },
        });
        let document = document(&definition);
        let part = &document["components"]["schemas"]["part"];
        assert_eq!(
            part["properties"]["tags"],
            json!({ "type": "array", "items": { "type": "string", "maxLength": 20 }, "maxItems": 5 })
        );
        assert_eq!((&part["required"], &part["properties"]["type"]["enum"]), (&json!(["tags", "type"]), &json!(["p"])));
        let get = &document["paths"]["/parts/{id}"]["get"];
        assert_eq!((&get["parameters"][0]["in"], &get["security"]), (&json!("path"), &json!([{ "bearer": [] }])));
    }
}
