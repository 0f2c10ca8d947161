//! Patches as RFC 7396 applies them: `null` clears, objects are merged, everything else is replaced.

use serde_json::{Map, Value};

use super::service::Service;
use crate::description::{Field, Schema};

/// What a request says of an object that is there, as whole values of its fields; `null` stands for what it clears.
///
/// Where a type is no patch, `null` says the same as nothing.
pub(super) fn named(
    service: &Service,
    body: Option<&Schema>,
    old: &Map<String, Value>,
    given: Map<String, Value>,
) -> Map<String, Value> {
    let fields = body.map_or(&[][..], |it| fields(service, it));
    let whole = |(name, value): (String, Value)| {
        let field = fields.iter().find(|it| it.name == name);
        let value = match field {
            Some(field) if value.is_null() => return field.nullable.then_some((name, value)),
            Some(field) => merged(service, &field.schema, old.get(&name), value),
            None => value,
        };
        Some((name, value))
    };
    given.into_iter().filter_map(whole).collect()
}

/// A value that takes the place of another one; a patch of an object takes the place of parts of it.
pub(super) fn merged(service: &Service, schema: &Schema, old: Option<&Value>, new: Value) -> Value {
    let patch = fields(service, schema);
    match new {
        Value::Object(new) if patch.iter().any(|it| it.nullable) => {
            let mut whole = old.and_then(Value::as_object).cloned().unwrap_or_default();
            for (name, value) in named(service, Some(schema), &whole, new) {
                match value {
                    Value::Null => drop(whole.remove(&name)),
                    value => drop(whole.insert(name, value)),
                }
            }
            Value::Object(whole)
        }
        new => new,
    }
}

fn fields<'s>(service: &'s Service, schema: &'s Schema) -> &'s [Field] {
    match service.resolve(schema) {
        Schema::Model(fields) => fields,
        _ => &[],
    }
}
