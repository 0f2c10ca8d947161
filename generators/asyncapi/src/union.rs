//! Unions: how a value says which member it is.

use apigen_model::{Union, UnionType};
use serde_json::{Value, json};

use crate::schema::{Schemas, is_object};

/// Any member of a union, and in an open one others too.
pub(crate) fn any(schemas: &mut Schemas<'_>, union: &Union) -> Value {
    let mut members: Vec<_> = union.types.iter().map(|it| member(schemas, union, it)).collect();
    if union.open {
        members.push(unknown(union));
    }
    let mut schema = json!({ if union.open { "anyOf" } else { "oneOf" }: members });
    if let Some(discriminator) = union.discriminator.as_deref().filter(|_| !union.open) {
        schema["discriminator"] = discriminator.into();
    }
    schema
}

/// A value of one member: flat with a discriminator, else under a key; what is no object stands under `value`.
pub(crate) fn member(schemas: &mut Schemas<'_>, union: &Union, member: &UnionType) -> Value {
    let (schema, is_object) = (schemas.of(&member.ty), is_object(&member.ty));
    let value = if is_object {
        schema
    } else {
        json!({ "type": "object", "required": ["value"], "properties": { "value": schema } })
    };
    match union.discriminator.as_deref() {
        Some(discriminator) => {
            let tag = json!({
                "type": "object",
                "required": required(discriminator, member.default),
                "properties": { discriminator: { "type": "string", "const": member.wire() } },
            });
            json!({ "allOf": [tag, value] })
        }
        None => json!({
            "type": "object",
            "required": [member.wire()],
            "properties": { member.wire(): value },
            "additionalProperties": false,
        }),
    }
}

/// A value without discriminator is of the default member.
fn required(discriminator: &str, is_default: bool) -> Vec<&str> {
    if is_default { Vec::new() } else { vec![discriminator] }
}

/// A member that a later version may add.
fn unknown(union: &Union) -> Value {
    match union.discriminator.as_deref() {
        Some(discriminator) => {
            json!({ "type": "object", "required": [discriminator], "properties": { discriminator: { "type": "string" } } })
        }
        None => json!({ "type": "object", "minProperties": 1, "maxProperties": 1 }),
    }
}
