//! Types as JSON Schema (draft 7, which is AsyncAPI's own dialect).

use std::collections::BTreeSet;

use apigen_generator::Skip;
use apigen_model::{Constraints, Enum, Field, Model, Named, Primitive, Repository, Type, TypeId, TypeKind};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;

use crate::union;

/// The types in use; it grows while others are described.
pub(crate) struct Schemas<'a> {
    repository: &'a Repository,
    seen: BTreeSet<TypeId>,
    pending: Vec<TypeId>,
    skips: Vec<Skip>,
}

impl<'a> Schemas<'a> {
    pub(crate) fn new(repository: &'a Repository) -> Self {
        Self { repository, seen: BTreeSet::new(), pending: Vec::new(), skips: Vec::new() }
    }

    /// The schema of a type; a reference when it has a name.
    pub(crate) fn of(&mut self, ty: &Type) -> Value {
        self.limited(ty, None)
    }

    /// What the definition says of a named type.
    pub(crate) fn description(&self, ty: &Type) -> Option<&'a str> {
        let Type::Named(id) = ty else { return None };
        self.repository.named(*id)?.meta().description.as_deref()
    }

    /// Every named type in use, by qualified name, and what could not be said as defined.
    pub(crate) fn finish(mut self) -> (Map<String, Value>, Vec<Skip>) {
        let mut schemas = std::collections::BTreeMap::new();
        while let Some(id) = self.pending.pop() {
            let schema = self.body(id);
            schemas.insert(self.repository.qualified_name(id), schema);
        }
        (schemas.into_iter().collect(), self.skips)
    }

    fn body(&mut self, id: TypeId) -> Value {
        match self.repository.named(id) {
            Some(Named::Enum(it)) => described(enumeration(it), it.meta.description.as_deref()),
            Some(Named::Model(it)) => described(self.model(id, it), it.meta.description.as_deref()),
            Some(Named::Union(it)) => described(union::any(self, it), it.meta.description.as_deref()),
            Some(Named::Interface(_)) | None => json!({ "type": "object" }),
        }
    }

    fn model(&mut self, id: TypeId, model: &Model) -> Value {
        let mut properties = Map::new();
        for field in &model.fields {
            let schema = self.field(id, field);
            properties.entry(field.name.as_str()).or_insert(schema);
        }
        let required: Vec<_> = model.fields.iter().filter(|it| it.required).map(|it| it.name.as_str()).collect();
        let mut schema = json!({ "type": "object" });
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        schema["properties"] = properties.into();
        schema
    }

    fn field(&mut self, model: TypeId, field: &Field) -> Value {
        if let Some(name) = missing(&field.ty) {
            self.skips.push(Skip {
                construct: format!("{}.{}", self.repository.qualified_name(model), field.name).into(),
                reason: format!("the type `{name}` is not among the definitions; the schema takes any value"),
                origin: field.meta.origin,
            });
        }
        let schema = self.limited(&field.ty, field.constraints.as_deref());
        described(schema, field.meta.description.as_deref())
    }

    /// The schema of a type within the limits of a field.
    fn limited(&mut self, ty: &Type, limits: Option<&Constraints>) -> Value {
        let bounds = Bounds::of(limits);
        match ty {
            Type::Named(id) => {
                if self.seen.insert(*id) {
                    self.pending.push(*id);
                }
                json!({ "$ref": format!("#/components/schemas/{}", self.repository.qualified_name(*id)) })
            }
            Type::Primitive(it) => primitive(*it, &bounds),
            Type::List(inner) => {
                let mut schema = json!({ "type": "array", "items": self.element(inner, limits) });
                bounds.set(&mut schema, "minItems", "maxItems");
                if limits.is_some_and(|it| it.unique_items) {
                    schema["uniqueItems"] = true.into();
                }
                schema
            }
            Type::Map(inner) => {
                let mut schema = json!({ "type": "object", "additionalProperties": self.element(inner, limits) });
                bounds.set(&mut schema, "minProperties", "maxProperties");
                schema
            }
            Type::External(_) | Type::Unresolved(_) => json!({}),
        }
    }

    fn element(&mut self, ty: &Type, limits: Option<&Constraints>) -> Value {
        match (ty, limits.and_then(|it| it.items.as_ref())) {
            (Type::Primitive(it), Some(limits)) => {
                let pattern = limits.pattern.clone();
                primitive(*it, &Bounds { minimum: limits.minimum, maximum: limits.maximum, pattern })
            }
            _ => self.of(ty),
        }
    }
}

/// Whether values are objects, so that a discriminator can stand among their fields.
pub(crate) fn is_object(ty: &Type) -> bool {
    match ty {
        Type::Named(id) => id.kind != TypeKind::Enum,
        Type::External(_) => true,
        _ => false,
    }
}

/// The limits of a value.
#[derive(Default)]
struct Bounds {
    minimum: Option<i64>,
    maximum: Option<i64>,
    pattern: Option<SmolStr>,
}

impl Bounds {
    fn of(limits: Option<&Constraints>) -> Self {
        let Some(limits) = limits else { return Self::default() };
        Self { minimum: limits.minimum, maximum: limits.maximum, pattern: limits.pattern.clone() }
    }

    fn set(&self, schema: &mut Value, least: &str, most: &str) {
        for (key, limit) in [(least, self.minimum), (most, self.maximum)] {
            if let Some(limit) = limit {
                schema[key] = limit.into();
            }
        }
    }
}

fn primitive(primitive: Primitive, bounds: &Bounds) -> Value {
    let mut schema = match primitive {
        Primitive::Boolean => json!({ "type": "boolean" }),
        Primitive::Integer => json!({ "type": "integer", "format": "int32" }),
        Primitive::Long => json!({ "type": "integer", "format": "int64" }),
        Primitive::Double => json!({ "type": "number", "format": "double" }),
        // A number where every reader of 64-bit floats gets exactly this value back, else a string.
        Primitive::Decimal => json!({ "type": ["number", "string"], "format": "decimal" }),
        Primitive::String => json!({ "type": "string" }),
        Primitive::Uuid => json!({ "type": "string", "format": "uuid" }),
        Primitive::Date => json!({ "type": "string", "format": "date" }),
        Primitive::DateTime => json!({ "type": "string", "format": "date-time" }),
        Primitive::Object => json!({ "type": "object" }),
        Primitive::Json => json!({}),
        Primitive::Unit => json!({ "type": "null" }),
    };
    match primitive {
        Primitive::Integer | Primitive::Long | Primitive::Double | Primitive::Decimal => {
            bounds.set(&mut schema, "minimum", "maximum");
        }
        Primitive::String => {
            bounds.set(&mut schema, "minLength", "maxLength");
            if let Some(pattern) = &bounds.pattern {
                schema["pattern"] = pattern.as_str().into();
            }
        }
        _ => {}
    }
    schema
}

/// An open enum takes any text, and its known values are examples.
fn enumeration(it: &Enum) -> Value {
    let values: Vec<_> = it.values.iter().map(apigen_model::EnumValue::wire).collect();
    json!({ "type": "string", if it.open { "examples" } else { "enum" }: values })
}

/// The name of the type in use that nobody defines.
fn missing(ty: &Type) -> Option<&SmolStr> {
    match ty {
        Type::External(it) => Some(&it.name),
        Type::Unresolved(name) => Some(name),
        Type::List(inner) | Type::Map(inner) => missing(inner),
        Type::Primitive(_) | Type::Named(_) => None,
    }
}

/// With what the definition says; a reference takes nothing beside it.
fn described(schema: Value, description: Option<&str>) -> Value {
    let Some(description) = description else { return schema };
    let mut schema = if schema.get("$ref").is_some() { json!({ "allOf": [schema] }) } else { schema };
    schema["description"] = description.into();
    schema
}
