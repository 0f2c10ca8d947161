//! Making up values that the definition allows, as small as they may be.

use serde_json::{Map, Value, json};

use super::service::Service;
use super::source::Source;
use super::text;
use super::tie::Way;
use crate::description::{Bounds, Field, Member, Owner, Schema};

/// Types that contain each other are not followed further than this.
const DEPTH: usize = 24;

/// Makes up values.
pub(super) struct Maker<'a> {
    pub(super) service: &'a Service,
    pub(super) source: &'a mut Source,
    way: Way,
    depth: usize,
}

/// Where the fields of a new object come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origins<'a> {
    /// What the request says.
    pub(super) given: &'a Map<String, Value>,
    /// What is so already, and goes before everything else: what the path says, what the server decided earlier.
    pub(super) fixed: &'a Map<String, Value>,
    /// The fields whose values no two objects share.
    pub(super) distinct: &'a [&'a str],
}

impl<'a> Maker<'a> {
    pub(super) fn new(service: &'a Service, source: &'a mut Source) -> Self {
        Self { service, source, way: Way::Out, depth: 0 }
    }

    /// The same, for values that are sent to the service.
    pub(super) fn of_requests(service: &'a Service, source: &'a mut Source) -> Self {
        Self { service, source, way: Way::In, depth: 0 }
    }

    /// A value of a type.
    pub(super) fn value(&mut self, schema: &Schema) -> Value {
        let service = self.service;
        match service.resolve(schema) {
            Schema::Any | Schema::Object | Schema::Named(_) => json!({}),
            Schema::Boolean => json!(false),
            Schema::Integer(bounds) | Schema::Long(bounds) | Schema::Double(bounds) => json!(nearest_to_zero(*bounds)),
            Schema::Decimal(bounds) => json!(nearest_to_zero(*bounds).to_string()),
            Schema::Text { bounds, pattern } => self.text(*bounds, pattern.as_deref(), text::plain(*bounds)),
            Schema::Uuid => json!(self.source.rng.uuid()),
            Schema::Date => json!(self.source.now().strftime("%Y-%m-%d").to_string()),
            Schema::DateTime => json!(self.source.now().to_string()),
            Schema::Enum { values, .. } => json!(values.first().map_or("unknown", String::as_str)),
            Schema::List { items, bounds, unique } => self.list(items, *bounds, *unique),
            Schema::Map { items, bounds } => {
                let keys = 0..bounds.minimum.unwrap_or_default();
                keys.map(|it| (format!("key-{it}"), self.value(items))).collect::<Map<_, _>>().into()
            }
            Schema::Model(fields) => {
                let nothing = Map::new();
                self.object(fields, Origins { given: &nothing, fixed: &nothing, distinct: &[] }).into()
            }
            Schema::Union { discriminator, members, .. } => self.union(discriminator.as_deref(), members),
        }
    }

    /// A value that no other has.
    pub(super) fn distinct(&mut self, schema: &Schema) -> Value {
        let service = self.service;
        match service.resolve(schema) {
            Schema::Integer(_) | Schema::Long(_) => json!(self.source.id()),
            Schema::Decimal(_) => json!(self.source.id().to_string()),
            Schema::Text { bounds, pattern } => {
                let otherwise = text::distinct(*bounds, self.source);
                self.text(*bounds, pattern.as_deref(), otherwise)
            }
            other => self.value(other),
        }
    }

    /// An object: what is fixed, what is given, what has a default, what must be there.
    pub(super) fn object(&mut self, fields: &[Field], origins: Origins<'_>) -> Map<String, Value> {
        self.depth += 1;
        let mut object = Map::new();
        let way = self.way;
        for field in fields.iter().filter(|it| goes(it, way)) {
            if let Some(value) = self.field(field, origins) {
                object.insert(field.name.clone(), value);
            }
        }
        self.depth -= 1;
        object
    }

    fn field(&mut self, field: &Field, origins: Origins<'_>) -> Option<Value> {
        let present = |from: &Map<String, Value>| from.get(&field.name).filter(|it| !it.is_null()).cloned();
        let given = || present(origins.given).filter(|_| field.owner == Owner::Caller);
        if let Some(value) = present(origins.fixed).or_else(given).or_else(|| field.default.clone()) {
            return Some(value);
        }
        let is_distinct = origins.distinct.contains(&field.name.as_str());
        let wanted = field.required || is_distinct;
        match (wanted && self.depth < DEPTH, is_distinct) {
            (false, _) => None,
            (true, true) => Some(self.distinct(&field.schema)),
            (true, false) => Some(field.example.clone().unwrap_or_else(|| self.value(&field.schema))),
        }
    }

    fn text(&mut self, bounds: Bounds, pattern: Option<&str>, otherwise: String) -> Value {
        let matching = pattern.and_then(|it| text::matching(it, bounds, self.source));
        json!(matching.unwrap_or(otherwise))
    }

    fn list(&mut self, items: &Schema, bounds: Bounds, unique: bool) -> Value {
        let count = 0..bounds.minimum.unwrap_or_default();
        count.map(|_| if unique { self.distinct(items) } else { self.value(items) }).collect()
    }

    /// A value of the default member, or else of the first.
    fn union(&mut self, discriminator: Option<&str>, members: &[Member]) -> Value {
        let Some(member) = members.iter().find(|it| it.default).or(members.first()) else { return json!({}) };
        if self.depth > DEPTH {
            return json!({});
        }
        self.depth += 1;
        let value = self.value(&member.schema);
        self.depth -= 1;
        tagged(discriminator, member, value)
    }
}

/// A member's value as a value of its union.
pub(super) fn tagged(discriminator: Option<&str>, member: &Member, value: Value) -> Value {
    match (discriminator, value) {
        // A union in a union has its tag already.
        (Some(name), Value::Object(fields)) if fields.contains_key(name) => Value::Object(fields),
        (Some(name), Value::Object(fields)) => {
            let tag = (name.to_owned(), json!(member.name));
            Value::Object(std::iter::once(tag).chain(fields).collect())
        }
        (Some(name), scalar) => json!({ name: member.name, "value": scalar }),
        (None, value) => {
            let bare = matches!(member.schema, Schema::Named(_)) || value.is_object();
            let content = if bare { value } else { json!({ "value": value }) };
            json!({ member.name.clone(): content })
        }
    }
}

/// Whether a field is sent one way.
fn goes(field: &Field, way: Way) -> bool {
    match way {
        Way::In => !field.read_only,
        Way::Out => field.owner != Owner::Secret,
    }
}

fn nearest_to_zero(bounds: Bounds) -> i64 {
    0.max(bounds.minimum.unwrap_or(i64::MIN)).min(bounds.maximum.unwrap_or(i64::MAX))
}
