//! What the server knows about the place where the cursor is.

use serde_json::{Value, json};

use crate::editor::Editor;

const COMMON: &str = r#"{ "name": "common", "namespace": "io.acme.common.v0",
  "annotations": { "personal_data": { "description": "About a person.", "log": "redact" } },
  "models": { "money": { "description": "An amount.", "fields": [
    { "name": "amount", "type": "decimal" }, { "name": "currency", "type": "string", "default": "EUR" }
  ] } }
}
"#;

const SHOP: &str = r#"{ "name": "shop", "namespace": "io.acme.shop.v0",
  "imports": [{ "uri": "common.json" }],
  "models": { "order": { "description": "😀", "fields": [
    { "name": "id", "type": "uuid" },
    { "name": "total", "type": "io.acme.common.v0.models.money" },
    { "name": "lines", "type": "[line]", "annotations": ["personal_data"] }
  ] }, "line": { "fields": [{ "name": "order_id", "type": "uuid", "references": "order.id" }] } },
  "tables": { "orders": { "model": "order", "primary_key": ["id"] } },
  "resources": { "order": { "operations": [{ "method": "GET", "path": "/:id" }] } }
}
"#;

fn editor() -> Editor {
    let mut editor = Editor::start(&[("apigen.toml", ""), ("common.json", COMMON), ("shop.json", SHOP)]);
    editor.open("shop.json");
    editor
}

fn hover(editor: &mut Editor, word: &str) -> String {
    let answer = editor.ask("textDocument/hover", "shop.json", word, &json!({}));
    answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// Each place as `path line:column`, counted from 0.
fn places(editor: &Editor, answer: &Value) -> Vec<String> {
    let all = answer.as_array().unwrap().iter();
    let start = |it: &Value| format!("{}:{}", it["range"]["start"]["line"], it["range"]["start"]["character"]);
    all.map(|it| format!("{} {}", editor.path(&it["uri"]), start(it))).collect()
}

fn labels(answer: &Value) -> Vec<&str> {
    answer.as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect()
}

#[test]
fn hovering_shows_the_type_and_what_is_said_about_it() {
    let mut editor = editor();
    assert_eq!(
        hover(&mut editor, "money"),
        "```\nmodel io.acme.common.v0.models.money {\n  amount: decimal\n  currency: string = EUR\n}\n```\n\nAn amount."
    );
    assert_eq!(
        hover(&mut editor, "personal_data"),
        "```\nannotation personal_data\n  log: redact\n```\n\nAbout a person."
    );
    assert_eq!(hover(&mut editor, "id\", \"type\": \"uuid\" }"), "```\nfield order.id: uuid\n```");
    let key = "`primary_key` of a table: the fields that identify a row.";
    assert_eq!(hover(&mut editor, "primary_key"), key);
}

#[test]
fn definitions_are_found_across_files_also_behind_wide_characters() {
    let mut editor = editor();
    let mut go = |word: &str| {
        let answer = editor.ask("textDocument/definition", "shop.json", word, &json!({}));
        places(&editor, &answer)
    };
    assert_eq!(go("money"), ["common.json 2:14"]);
    assert_eq!(go("common.json"), ["common.json 0:33"]);
    assert_eq!(go("line]"), ["shop.json 6:7"]);
    assert_eq!(go("id\"] }"), ["shop.json 3:14"]);
    assert_eq!(go("id\" }] } },"), ["shop.json 3:14"]);
    assert_eq!(go("personal_data"), ["common.json 1:19"]);
    assert_eq!(go("GET"), [""; 0]);
}

#[test]
fn references_are_found_in_fields_keys_tables_and_paths() {
    let mut editor = editor();
    let with = |it: bool| json!({ "context": { "includeDeclaration": it } });
    let id = editor.ask("textDocument/references", "shop.json", "id\", \"type\": \"uuid\" }", &with(false));
    assert_eq!(places(&editor, &id), ["shop.json 6:87", "shop.json 7:61", "shop.json 8:73"]);
    let order = editor.ask("textDocument/references", "shop.json", "order\": { \"desc", &with(true));
    let found = places(&editor, &order);
    assert_eq!(found, ["shop.json 2:15", "shop.json 6:81", "shop.json 7:36", "shop.json 8:18"]);
}

#[test]
fn types_keys_annotations_and_words_are_completed_where_they_belong() {
    let mut editor = editor();
    let mut at = |old: &str, new: &str, word: &str| {
        editor.replace("shop.json", old, new);
        let answer = editor.ask("textDocument/completion", "shop.json", word, &json!({}));
        editor.set_text("shop.json", SHOP);
        answer
    };
    let types = at("\"uuid\" }", "\"\" }", "\" },\n    { \"name\": \"total");
    assert!(labels(&types).contains(&"uuid") && labels(&types).contains(&"line"));
    assert!(labels(&types).contains(&"io.acme.common.v0.models.money"));
    assert_eq!(labels(&at("[\"personal_data\"]", "[\"\"]", "\"] }\n  ] }")), ["personal_data"]);
    assert_eq!(labels(&at("[\"id\"]", "[\"\"]", "\"] } },\n  \"res")), ["id", "total", "lines"]);
    assert!(labels(&at("\"GET\"", "\"\"", "\", \"path\"")).contains(&"PATCH"));
    let keys = at(
        "{ \"name\": \"id\", \"type\": \"uuid\" }",
        "{ \"name\": \"id\", \"ty\" }",
        "\" },\n    { \"name\": \"total",
    );
    let key = keys.as_array().unwrap().iter().find(|it| it["label"] == "type").expect("the key is offered");
    assert_eq!(key["textEdit"]["newText"], "\"type\": \"\"");
    assert!(!labels(&keys).contains(&"name"), "it is there already");
}

#[test]
fn broken_text_is_completed_too() {
    let mut editor = editor();
    let mut at = |text: &str| {
        let (before, after) = text.split_once('|').unwrap();
        editor.set_text("shop.json", &format!("{before}{after}"));
        let line = before.matches('\n').count();
        let character = before.len() - before.rfind('\n').map_or(0, |it| it + 1);
        let position = json!({ "line": line, "character": character });
        let document = json!({ "uri": editor.uri("shop.json") });
        let answer =
            editor.request("textDocument/completion", json!({ "textDocument": document, "position": position }));
        labels(&answer).iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()
    };
    let has = |all: Vec<String>, name: &str| assert!(all.iter().any(|it| it == name), "no `{name}` in {all:?}");
    has(at("{ \"name\": \"a\", \"enums\": {}, |"), "models");
    has(at("{ \"models\": {}, \"na|"), "name");
    has(at("{ \"models\": { \"m\": { \"fields\": [{ \"name\": \"f\", \"type\": |"), "string");
    has(at("{ \"models\": { \"m\": { \"fields\": [{ \"name\": \"f\", \"type\": \"st|\n }] } } }"), "string");
    has(at("{ \"models\": { \"m\": { \"fields\": [{ \"name\": \"f\", \n |\n }] } } }"), "type");
    has(at("{ \"models\": { \"m\": {} }, \"resources\": { \"|\" } }"), "m");
    has(at("{ \"models\": {}, \"lint_ignore\": [{ \"rule\": \"|\" }] }"), "type-not-found");
}

#[test]
fn symbols_show_what_a_file_and_the_repository_declare() {
    let mut editor = editor();
    let document = json!({ "textDocument": { "uri": editor.uri("shop.json") } });
    let outline = editor.request("textDocument/documentSymbol", document);
    let names = |it: &Value| -> Vec<String> {
        it.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&outline), ["order", "line", "orders", "order"]);
    assert_eq!(names(&outline[0]["children"]), ["id", "total", "lines"]);
    assert_eq!(names(&outline[3]["children"]), ["GET /:id"]);
    let found = editor.request("workspace/symbol", json!({ "query": "mny" }));
    assert_eq!(names(&found), ["money"]);
    assert_eq!(found[0]["containerName"], "io.acme.common.v0");
}

#[test]
fn formatting_is_that_of_the_command_and_keeps_comments() {
    let mut editor = editor();
    editor.set_text("shop.json", "{\"name\":\"shop\", // why\n\"models\":{}}");
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let document = json!({ "uri": editor.uri("shop.json") });
    let params = json!({ "textDocument": document, "options": options });
    let edits = editor.request("textDocument/formatting", params.clone());
    assert_eq!(edits[0]["newText"], "{\n  \"name\": \"shop\", // why\n  \"models\": {}\n}\n");
    editor.set_text("shop.json", "{\"name\": ");
    assert_eq!(editor.request("textDocument/formatting", params), json!([]), "nothing while it is broken");
}
