//! Types as data: what values look like, and what helps to make some up.

use std::collections::{BTreeMap, BTreeSet};

use apigen_model::{
    Constraints, Enum, EnumValue, Field, Json, Named, Primitive, Repository, Type, TypeId, TypeKind, Union,
};
use serde_json::{Map, Value, json};

use super::values;

/// The types in use; it grows while the rest is described.
pub(super) struct Schemas<'a> {
    repository: &'a Repository,
    seen: BTreeSet<TypeId>,
    pending: Vec<TypeId>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(repository: &'a Repository) -> Self {
        Self { repository, seen: BTreeSet::new(), pending: Vec::new() }
    }

    /// The schema of a type.
    pub(super) fn of(&mut self, ty: &Type) -> Value {
        self.schema(ty, None)
    }

    /// The schema of a field, parameter or header with its constraints.
    pub(super) fn of_field(&mut self, field: &Field) -> Value {
        self.schema(&field.ty, field.constraints.as_deref())
    }

    /// Every named type in use, by qualified name.
    pub(super) fn types(&mut self) -> BTreeMap<String, Value> {
        let mut types = BTreeMap::new();
        while let Some(id) = self.pending.pop() {
            let body = self.body(id);
            types.insert(self.repository.qualified_name(id), body);
        }
        types
    }

    fn body(&mut self, id: TypeId) -> Value {
        match self.repository.named(id) {
            Some(Named::Enum(it)) => enumeration(it),
            Some(Named::Model(it)) => {
                let mut seen = BTreeSet::new();
                let fields = it.fields.iter().filter(|it| seen.insert(it.name.as_str()));
                let fields: Vec<_> = fields.map(|it| self.field(id, it)).collect();
                json!({ "model": fields })
            }
            Some(Named::Union(it)) => self.union(it),
            Some(Named::Interface(_)) | None => json!("any"),
        }
    }

    fn field(&mut self, owner: TypeId, field: &Field) -> Value {
        let mut facts = json!({ "name": field.name.as_str(), "schema": self.of_field(field) });
        let value = |written: Option<Json>| written.and_then(|it| values::value(self.repository, &field.ty, &it));
        let example = field.example().map(|it| Json::String(it.into()));
        let default = field.default.as_deref().cloned();
        let required = field.required && default.is_none();
        let nullable = self.repository.patches().contains(owner) && (!required || field.traits.read_only);
        let owner = match field.traits {
            it if it.write_only => Some("secret"),
            it if it.read_only || it.server_assigned => Some("server"),
            _ => None,
        };
        let said = [
            ("required", field.required.then(|| json!(true))),
            ("nullable", nullable.then(|| json!(true))),
            ("read_only", field.traits.read_only.then(|| json!(true))),
            ("owner", owner.map(|it| json!(it))),
            ("default", value(default)),
            ("example", value(example)),
            ("references", self.target(field)),
        ];
        for (key, value) in said {
            if let Some(value) = value {
                facts[key] = value;
            }
        }
        facts
    }

    /// What the values of a field name, when it is a type of the repository.
    pub(super) fn target(&self, field: &Field) -> Option<Value> {
        let reference = field.references()?;
        let Type::Named(id) = &reference.target else { return None };
        Some(json!({ "type": self.repository.qualified_name(*id), "field": reference.field.as_str() }))
    }

    fn union(&mut self, it: &Union) -> Value {
        let members = it
            .types
            .iter()
            .map(|member| json!({ "name": member.wire(), "schema": self.of(&member.ty), "default": member.default }));
        let members: Vec<_> = members.collect();
        json!({ "union": { "discriminator": it.discriminator.as_deref(), "members": members, "open": it.open } })
    }

    fn schema(&mut self, ty: &Type, constraints: Option<&Constraints>) -> Value {
        let bounds = bounds(constraints.and_then(|it| it.minimum), constraints.and_then(|it| it.maximum));
        match ty {
            Type::Named(id) if id.kind == TypeKind::Interface => json!("any"),
            Type::Named(id) => {
                if self.seen.insert(*id) {
                    self.pending.push(*id);
                }
                json!({ "named": self.repository.qualified_name(*id) })
            }
            Type::Primitive(it) => primitive(*it, &bounds, constraints.and_then(|it| it.pattern.as_deref())),
            Type::List(inner) => {
                let unique = constraints.is_some_and(|it| it.unique_items).then(|| json!(true));
                let items = Some(self.items(inner, constraints));
                json!({ "list": said([("items", items), ("bounds", filled(&bounds)), ("unique", unique)]) })
            }
            Type::Map(inner) => {
                let items = Some(self.items(inner, constraints));
                json!({ "map": said([("items", items), ("bounds", filled(&bounds))]) })
            }
            Type::External(_) | Type::Unresolved(_) => json!("any"),
        }
    }

    fn items(&mut self, ty: &Type, constraints: Option<&Constraints>) -> Value {
        match (ty, constraints.and_then(|it| it.items.as_ref())) {
            (Type::Primitive(it), Some(limits)) => {
                primitive(*it, &bounds(limits.minimum, limits.maximum), limits.pattern.as_deref())
            }
            _ => self.of(ty),
        }
    }
}

fn bounds(minimum: Option<i64>, maximum: Option<i64>) -> Value {
    said([("minimum", minimum.map(|it| json!(it))), ("maximum", maximum.map(|it| json!(it)))])
}

/// Bounds, when there are any.
fn filled(bounds: &Value) -> Option<Value> {
    bounds.as_object().filter(|it| !it.is_empty()).cloned().map(Value::Object)
}

/// An object with the members that there are.
fn said<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    members.into_iter().filter_map(|(name, it)| Some((name.to_owned(), it?))).collect::<Map<_, _>>().into()
}

fn primitive(primitive: Primitive, bounds: &Value, pattern: Option<&str>) -> Value {
    match primitive {
        Primitive::Boolean => json!("boolean"),
        Primitive::Decimal => json!({ "decimal": bounds }),
        Primitive::Integer => json!({ "integer": bounds }),
        Primitive::Long => json!({ "long": bounds }),
        Primitive::Double => json!({ "double": bounds }),
        Primitive::String => {
            json!({ "text": said([("bounds", filled(bounds)), ("pattern", pattern.map(|it| json!(it)))]) })
        }
        Primitive::Uuid => json!("uuid"),
        Primitive::Date => json!("date"),
        Primitive::DateTime => json!("date_time"),
        Primitive::Object => json!("object"),
        Primitive::Json | Primitive::Unit => json!("any"),
    }
}

fn enumeration(it: &Enum) -> Value {
    let values: Vec<_> = it.values.iter().map(EnumValue::wire).collect();
    json!({ "enum": { "values": values, "open": it.open } })
}
