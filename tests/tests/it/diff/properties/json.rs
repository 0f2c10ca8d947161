//! Schemas of what a side reads, and values that a side writes.

use serde_json::{Map, Value, json};

use super::shop::{Field, Shop};

/// How a side reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A server: limits count, and what is not declared is refused.
    Strict,
    /// A client: limits do not count, and what is not declared is ignored.
    Tolerant,
}

/// The JSON Schema of what a side reads.
pub(super) fn schema(shop: &Shop, reader: Reader) -> Value {
    model(shop, "order", reader, None)
}

fn model(shop: &Shop, name: &str, reader: Reader, kind: Option<&str>) -> Value {
    let fields = shop.model(name);
    let mut properties: Map<String, Value> =
        fields.iter().map(|it| (it.name.to_owned(), field(shop, it, reader))).collect();
    let mut required: Vec<&str> = fields.iter().filter(|it| it.required).map(|it| it.name).collect();
    if let Some(kind) = kind {
        properties.insert("kind".to_owned(), json!({ "const": kind }));
        required.push("kind");
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": reader == Reader::Tolerant,
    })
}

fn field(shop: &Shop, it: &Field, reader: Reader) -> Value {
    let mut schema = ty(shop, it.ty, reader);
    if reader == Reader::Strict && it.is_limited() {
        let keys = if it.ty == "string" { ["minLength", "maxLength"] } else { ["minimum", "maximum"] };
        for (key, limit) in keys.into_iter().zip([it.minimum, it.maximum]) {
            if let Some(limit) = limit {
                schema[key] = json!(limit);
            }
        }
    }
    schema
}

fn ty(shop: &Shop, name: &str, reader: Reader) -> Value {
    match name {
        "string" => json!({ "type": "string" }),
        "uuid" => {
            json!({ "type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" })
        }
        "integer" => json!({ "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX }),
        "long" => json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX }),
        "decimal" => json!({ "type": ["number", "string"] }),
        "double" => json!({ "type": "number" }),
        "boolean" => json!({ "type": "boolean" }),
        "date-iso8601" => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
        "json" => json!(true),
        "object" => json!({ "type": "object" }),
        "map[long]" => json!({ "type": "object", "additionalProperties": ty(shop, "long", reader) }),
        "status" if shop.enum_open => json!({ "type": "string" }),
        "status" => json!({ "enum": shop.values.iter().map(|it| it.1.unwrap_or(it.0)).collect::<Vec<_>>() }),
        "payment" => payment(shop, reader),
        list if list.starts_with('[') => {
            json!({ "type": "array", "items": ty(shop, &list[1..list.len() - 1], reader) })
        }
        name => model(shop, name, reader, None),
    }
}

/// Of an open union, what is told by another discriminator is kept as it is.
fn payment(shop: &Shop, reader: Reader) -> Value {
    let wire = |it: &(&'static str, Option<&'static str>)| it.1.unwrap_or(it.0);
    let mut all: Vec<Value> = shop.members.iter().map(|it| model(shop, it.0, reader, Some(wire(it)))).collect();
    if shop.union_open {
        let known: Vec<&str> = shop.members.iter().map(wire).collect();
        let kind = json!({ "type": "string", "not": { "enum": known } });
        all.push(json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind } }));
    }
    json!({ "anyOf": all })
}

/// Writes values of a shop, always the same for the same seed.
pub(super) struct Writer<'a> {
    shop: &'a Shop,
    state: u64,
}

impl<'a> Writer<'a> {
    pub(super) fn new(shop: &'a Shop, seed: u64) -> Self {
        Self { shop, state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1) }
    }

    /// A value of the model that operations carry.
    pub(super) fn root(&mut self) -> Value {
        self.model("order")
    }

    /// A number below a limit.
    fn pick(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % below
    }

    fn model(&mut self, name: &str) -> Value {
        let mut members = Map::new();
        let shop = self.shop;
        for field in shop.model(name) {
            if field.required || self.pick(2) == 0 {
                let value = self.field(field);
                members.insert(field.name.to_owned(), value);
            }
        }
        Value::Object(members)
    }

    fn field(&mut self, field: &Field) -> Value {
        let (least, span) = match (field.minimum, field.maximum) {
            (Some(least), Some(most)) => (least, most - least + 1),
            (Some(least), None) => (least, 9),
            (None, Some(most)) => (0.min(most), most.max(0) + 1),
            (None, None) => (0, 9),
        };
        let size = least + i64::try_from(self.pick(usize::try_from(span).unwrap())).unwrap();
        match field.ty {
            "string" => json!("x".repeat(usize::try_from(size).unwrap())),
            "long" if field.maximum.is_none() && self.pick(2) == 0 => json!(i64::from(i32::MAX) + 1 + size),
            "integer" | "long" => json!(size),
            other => self.ty(other),
        }
    }

    fn ty(&mut self, name: &str) -> Value {
        let at = self.pick(9);
        match name {
            "string" => json!("x".repeat(at)),
            "uuid" => json!(format!("{at:08x}-0000-4000-8000-000000000000")),
            "integer" => json!(at),
            "long" => json!(i64::from(i32::MAX) + 1),
            "decimal" | "double" => json!(f64::from(u32::try_from(at).unwrap()) + 0.5),
            "boolean" => json!(at.is_multiple_of(2)),
            "date-iso8601" => json!(format!("2026-11-0{}", at + 1)),
            "json" => [json!(null), json!(1), json!("x"), json!([])][at % 4].clone(),
            "object" => json!({ "any": at }),
            "map[long]" => json!({ "a": 1, "b": i64::from(i32::MAX) + 1 }),
            "status" if self.shop.enum_open && at == 0 => json!("unheard of"),
            "status" => {
                let (name, wire) = self.shop.values[at % self.shop.values.len()];
                json!(wire.unwrap_or(name))
            }
            "payment" => self.payment(at),
            list if list.starts_with('[') => {
                let inner = list[1..list.len() - 1].to_owned();
                (0..at % 3).map(|_| self.ty(&inner)).collect()
            }
            name => self.model(name),
        }
    }

    fn payment(&mut self, at: usize) -> Value {
        if self.shop.union_open && at == 0 {
            return json!({ "kind": "unheard of", "any": 1 });
        }
        let (name, wire) = self.shop.members[at % self.shop.members.len()];
        let mut value = self.model(name);
        value["kind"] = json!(wire.unwrap_or(name));
        value
    }
}
