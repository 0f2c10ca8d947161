//! New names, everywhere at once.

use serde_json::json;

use crate::editor::Editor;

const COMMON: &str = r#"{ "name": "common", "namespace": "io.acme.common.v0",
  "interfaces": { "identified": { "fields": [{ "name": "id", "type": "uuid" }] } },
  "enums": { "currency": { "values": [{ "name": "eur" }, { "name": "usd" }] } },
  "models": { "money": { "fields": [
    { "name": "amount", "type": "decimal" }, { "name": "currency", "type": "currency", "default": "eur" }
  ] } }
}
"#;

const SHOP: &str = r#"{ "name": "shop", "namespace": "io.acme.shop.v0",
  "imports": [{ "uri": "io.acme.common.v0" }],
  "unions": { "order_event": { "discriminator": "type", "types": [{ "type": "order_placed" }] } },
  "models": {
    "order": {
      "description": "größer 😀", "interfaces": ["io.acme.common.v0.interfaces.identified"],
      "attributes": [{ "name": "graph", "value": { "type": "order" } }],
      "fields": [{ "name": "id", "type": "uuid" }, { "name": "total", "type": "io.acme.common.v0.models.money" }]
    },
    "order_placed": { "fields": [
      { "name": "event_id", "type": "uuid" }, { "name": "timestamp", "type": "date-time-iso8601" },
      { "name": "order", "type": "\u006frder" }, { "name": "others", "type": "map[[order]]" }
    ] }
  },
  "tables": { "orders": { "model": "order", "primary_key": ["id"], "indexes": [{ "fields": ["id"] }] } },
  "streams": { "order_events": { "type": "order_event", "key": "order.id", "source": "orders" } },
  "resources": { "order": { "path": "/orders", "operations": [{
    "method": "POST", "path": "/:id", "emits": [{ "stream": "order_events", "event": "order_placed" }]
  }] } }
}
"#;

const READER: &str = r#"{ "name": "reader", "namespace": "io.acme.reader.v0",
  "consumes": ["io.acme.shop.v0.order_events"], "models": {}
}
"#;

const FILES: [(&str, &str); 4] =
    [("apigen.toml", "profile = \"minimal\"\n"), ("common.json", COMMON), ("shop.json", SHOP), ("reader.json", READER)];

/// Renames what stands before a word of `shop.json`, and expects no error anywhere before and afterwards.
fn rename(editor: &mut Editor, word: &str, name: &str) {
    let answer = editor.ask("textDocument/rename", "shop.json", word, &json!({ "newName": name }));
    editor.apply(&answer);
    clean(editor);
}

fn clean(editor: &mut Editor) {
    for path in ["common.json", "shop.json", "reader.json"] {
        assert_eq!(editor.findings(path), [""; 0], "{path}");
    }
}

fn editor() -> Editor {
    let mut editor = Editor::start(&FILES);
    editor.open("shop.json");
    clean(&mut editor);
    editor
}

#[test]
fn a_type_is_renamed_in_fields_tables_resources_attributes_and_escapes() {
    let mut editor = editor();
    rename(&mut editor, "order\", \"primary_key\"", "purchase");
    let text = editor.text("shop.json");
    assert!(text.contains("\"name\": \"order\", \"type\": \"purchase\""), "a field of the name stays: {text}");
    assert!(text.contains("map[[purchase]]") && text.contains("{ \"type\": \"purchase\" }"));
    assert!(text.contains("\"resources\": { \"purchase\"") && text.contains("\"order_placed\""));
}

#[test]
fn a_type_of_another_file_is_renamed_there_too() {
    let mut editor = editor();
    rename(&mut editor, "money", "amount_of_money");
    assert_eq!(editor.on_disk("common.json"), COMMON.replace("\"money\"", "\"amount_of_money\""));
    assert!(editor.text("shop.json").contains("io.acme.common.v0.models.amount_of_money"));
}

#[test]
fn a_field_is_renamed_in_interfaces_keys_indexes_and_paths() {
    let mut editor = editor();
    rename(&mut editor, "id\", \"type\": \"uuid\" }, { \"name\": \"total", "number");
    assert_eq!(editor.on_disk("common.json"), COMMON.replace("\"id\"", "\"number\""), "the interface promises it");
    let text = editor.text("shop.json");
    assert!(text.contains("\"primary_key\": [\"number\"], \"indexes\": [{ \"fields\": [\"number\"]"));
    assert!(text.contains("\"key\": \"order.number\"") && text.contains("\"path\": \"/:number\""));
    assert!(text.contains("\"event_id\""));
}

#[test]
fn streams_and_tables_are_renamed_where_they_are_named() {
    let mut editor = editor();
    rename(&mut editor, "order_events\": {", "changes");
    assert_eq!(editor.on_disk("reader.json"), READER.replace("order_events", "changes"));
    assert!(editor.text("shop.json").contains("\"stream\": \"changes\""));
    rename(&mut editor, "orders\": { \"model\"", "purchases");
    assert!(editor.text("shop.json").contains("\"source\": \"purchases\""));
    rename(&mut editor, "order_placed\" }]", "order_made");
    assert!(editor.text("shop.json").contains("\"event\": \"order_made\""));
}

#[test]
fn namespaces_values_and_defaults_follow() {
    let mut editor = editor();
    rename(&mut editor, "io.acme.common.v0\" }", "io.acme.base.v1");
    assert_eq!(editor.on_disk("common.json"), COMMON.replace("io.acme.common.v0", "io.acme.base.v1"));
    assert_eq!(editor.text("shop.json"), SHOP.replace("io.acme.common.v0", "io.acme.base.v1"));
    editor.open("common.json");
    let answer = editor.ask("textDocument/rename", "common.json", "eur", &json!({ "newName": "euro" }));
    editor.apply(&answer);
    clean(&mut editor);
    assert!(editor.text("common.json").contains("\"default\": \"euro\""));
}

#[test]
fn names_that_cannot_be_are_refused_with_the_reason() {
    let mut editor = editor();
    let mut refused = |name: &str| {
        let document = json!({ "uri": editor.uri("shop.json") });
        let position = editor.before("shop.json", "order\": {\n");
        let params = json!({ "textDocument": document, "position": position, "newName": name });
        editor.raw_request("textDocument/rename", params)["error"]["message"].as_str().unwrap_or_default().to_owned()
    };
    assert!(refused("order_placed").contains("already"));
    assert!(refused("a b").contains("is no name"));
    assert!(refused("\"},\"x\":{\"").contains("is no name"));
    assert!(refused("string").contains("built-in"));
    assert_eq!(refused("order"), "", "the name it has is fine, and nothing changes");
}

#[test]
fn what_has_no_name_cannot_be_renamed() {
    let mut editor = editor();
    for word in ["POST", "uuid", "description", "{ \"name\": \"shop\""] {
        let answer = editor.ask("textDocument/prepareRename", "shop.json", word, &json!({}));
        assert!(answer.is_null(), "{word}: {answer}");
    }
    let place = editor.ask("textDocument/prepareRename", "shop.json", "money", &json!({}));
    assert_eq!(place["placeholder"], "money");
    assert_eq!(place["range"]["start"], editor.before("shop.json", "money"));
}
