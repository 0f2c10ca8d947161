//! Schemas that are made at run time, and so may contain themselves.

use std::sync::OnceLock;

use apigen_http::server::{Field, Schema, violations};
use serde_json::json;

#[test]
fn a_type_may_contain_itself() {
    static TREE: OnceLock<Schema> = OnceLock::new();
    static BRANCH: Schema = Schema::Named(&TREE);
    static BRANCHES: Schema = Schema::list(&BRANCH);
    let fields: &'static [Field] =
        Box::leak(Box::new([Field::required("name", &Schema::TEXT), Field::optional("branches", &BRANCHES)]));
    TREE.set(Schema::Model(fields)).unwrap();
    let tree = json!({"name": "a", "branches": [{"name": "b"}, {"branches": [{"name": 7}]}]});
    let found: Vec<_> = violations(&tree, &BRANCH).into_iter().map(|it| it.pointer).collect();
    assert_eq!(found, ["/branches/1/name", "/branches/1/branches/0/name"]);
}

#[test]
fn a_place_that_stays_empty_accepts_anything() {
    static NOTHING: OnceLock<Schema> = OnceLock::new();
    assert!(violations(&json!([1, {"a": null}]), &Schema::Named(&NOTHING)).is_empty());
}
