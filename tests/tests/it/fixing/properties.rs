//! Repairs of random repositories: two files that use each other, with careless names, types and layout.

use apigen_model::Safety;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Texts, settle};

/// Names that collide once they are written in one case, that are short for others, or that lists should not have.
const NAMES: [&str; 14] = [
    "id",
    "userId",
    "user_id",
    "UserID",
    "createdAt",
    "created_at",
    "addr",
    "item",
    "items",
    "tag",
    "qty",
    "total-price",
    "x",
    "shipTo",
];
const MODELS: [&str; 5] = ["userProfile", "order", "Address", "line_item", "OrderEvent"];
const TYPES: [&str; 9] =
    ["string", "[string]", "integer", "uuid", "date-time-iso8601", "decimal", "orderStatus", "{0}", "[{1}]"];
const VALUES: [&str; 6] = ["open", "Open", "PAID", "inTransit", "in_transit", "lost"];
const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

#[derive(Debug, Clone)]
struct Field {
    name: usize,
    ty: usize,
    extra: usize,
}

/// What a file declares.
#[derive(Debug, Clone)]
struct File {
    models: Vec<(usize, Vec<Field>)>,
    values: Vec<usize>,
    operations: Vec<(usize, usize, usize)>,
    key: usize,
    layout: usize,
}

fn field() -> impl Strategy<Value = Field> {
    (0..NAMES.len(), 0..TYPES.len(), 0..8_usize).prop_map(|(name, ty, extra)| Field { name, ty, extra })
}

fn file() -> impl Strategy<Value = File> {
    let model = (0..MODELS.len(), prop::collection::vec(field(), 1..6));
    let operation = (0..METHODS.len(), 0..NAMES.len(), 0..4_usize);
    (
        prop::collection::vec(model, 1..4),
        prop::collection::vec(0..VALUES.len(), 1..5),
        prop::collection::vec(operation, 0..4),
        0..NAMES.len(),
        0..3_usize,
    )
        .prop_map(|(models, values, operations, key, layout)| File { models, values, operations, key, layout })
}

impl File {
    fn json(&self, name: &str, other: &str) -> Value {
        let models: Vec<Value> = self.models.iter().map(|(name, fields)| self.model(*name, fields, other)).collect();
        let model = MODELS[self.models[0].0];
        let key = NAMES[self.key];
        let operation = |(method, name, kind): &(usize, usize, usize)| {
            let name = NAMES[*name];
            let variable = [String::new(), format!("/:{name}"), format!("/:{name}/log"), "/search".to_owned()];
            let parameter = json!({ "name": name, "type": "string" });
            json!({
                "method": METHODS[*method],
                "path": variable[*kind],
                "parameters": if *kind > 1 { vec![parameter] } else { Vec::new() },
                "responses": { "200": { "type": model } },
            })
        };
        json!({
            "name": name,
            "namespace": format!("io.acme.{name}.v0"),
            "imports": [{ "uri": format!("{other}.json") }],
            "enums": [{ "name": "orderStatus", "values": self.values.iter().map(|it| json!({ "name": VALUES[*it] })).collect::<Vec<_>>() }],
            "models": models,
            "unions": [{ "name": "anyEvent", "discriminator": "eventKind", "types": [{ "type": model }] }],
            "resources": [{ "type": model, "operations": self.operations.iter().map(operation).collect::<Vec<_>>() }],
            "streams": [{ "name": "allEvents", "type": "anyEvent", "key": key }],
            "tables": [{ "name": "allRows", "model": model, "primary_key": [key], "indexes": [{ "fields": [key] }] }],
        })
    }

    fn model(&self, name: usize, fields: &[Field], other: &str) -> Value {
        let fields = fields.iter().map(|it| {
            let ty =
                TYPES[it.ty].replace("{0}", MODELS[name]).replace("{1}", &format!("io.acme.{other}.v0.models.order"));
            let mut field = json!({ "name": NAMES[it.name], "type": ty });
            match it.extra {
                0 => field["required"] = json!("false"),
                1 => field["default"] = json!(VALUES[self.values[0]]),
                2 => field["references"] = json!(format!("io.acme.{other}.v0.models.order.id")),
                3 => field["attributes"] = json!([{ "name": "docs", "value": { "type": MODELS[name] } }]),
                4 => field["minimum"] = json!(1),
                _ => {}
            }
            field
        });
        json!({ "name": MODELS[name], "fields": fields.collect::<Vec<_>>() })
    }

    /// The definition as somebody might have laid it out.
    fn text(&self, name: &str, other: &str) -> String {
        let json = self.json(name, other);
        match self.layout {
            0 => json.to_string(),
            1 => serde_json::to_string_pretty(&json).unwrap(),
            _ => serde_json::to_string_pretty(&json).unwrap().replace('\n', "\r\n").replace("\": ", "\"  :  "),
        }
    }
}

fn texts() -> impl Strategy<Value = Texts> {
    (file(), file()).prop_map(|(one, two)| {
        vec![("one.json".to_owned(), one.text("one", "two")), ("two.json".to_owned(), two.text("two", "one"))]
    })
}

proptest! {
    #![proptest_config(apigen_test_support::cases(48))]

    #[test]
    fn properties_of_safe_repairs(texts in texts()) {
        settle(texts, Safety::Safe);
    }

    #[test]
    fn properties_of_all_repairs(texts in texts()) {
        settle(texts, Safety::Unsafe);
    }
}

#[test]
fn there_is_something_to_repair() {
    let field = |name, ty| Field { name, ty, extra: 7 };
    let models = vec![(0, vec![field(0, 3), field(1, 0), field(4, 4)]), (1, vec![field(0, 3), field(13, 7)])];
    let file = File { models, values: vec![0, 3], operations: vec![(0, 0, 1)], key: 0, layout: 1 };
    let texts =
        vec![("one.json".to_owned(), file.text("one", "two")), ("two.json".to_owned(), file.text("two", "one"))];
    assert!(settle(texts, Safety::Unsafe) > 10);
}
