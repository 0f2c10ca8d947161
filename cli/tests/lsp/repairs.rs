//! What the server offers to do about findings.

use serde_json::Value;

use crate::editor::Editor;

const SHOP: &str = r#"{ "name": "shop", "models": { "order": { "fields": [
  { "name": "größe😀", "type": "mony", },
  { "name": "price", "type": "string" }
] } } }
"#;

fn editor(profile: &str) -> Editor {
    let mut editor = Editor::start(&[("apigen.toml", profile), ("shop.json", SHOP)]);
    editor.open("shop.json");
    editor
}

fn offer(editor: &mut Editor, word: &str, title: &str) -> Value {
    let at = editor.before("shop.json", word);
    let offers = editor.offers("shop.json", &at);
    let titles: Vec<_> = offers.iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect();
    let found = offers.into_iter().find(|it| it["title"].as_str().unwrap().starts_with(title));
    found.unwrap_or_else(|| panic!("no `{title}` among {titles:#?}"))
}

#[test]
fn a_safe_repair_is_preferred_and_lands_where_it_belongs() {
    let mut editor = editor("profile = \"minimal\"\n");
    let found = editor.findings("shop.json");
    assert!(found.iter().any(|it| it.contains("json-trailing-comma")), "{found:#?}");
    let repair = offer(&mut editor, ", },", "Fix json-trailing-comma");
    assert_eq!((&repair["isPreferred"], &repair["kind"]), (&Value::Bool(true), &"quickfix".into()));
    assert_eq!(repair["diagnostics"][0]["code"], "json-trailing-comma");
    editor.apply(&repair["edit"]);
    assert!(editor.text("shop.json").contains("\"type\": \"mony\" }"), "{}", editor.text("shop.json"));
}

#[test]
fn a_suppression_counts_once_a_person_has_said_why() {
    let mut editor = editor("profile = \"minimal\"\n");
    let suppression = offer(&mut editor, "mony", "Suppress type-not-found");
    assert!(suppression.get("isPreferred").is_none());
    editor.apply(&suppression["edit"]);
    let entry = "\"lint_ignore\": [{ \"rule\": \"type-not-found\", \"reason\": \"\" }]";
    assert!(editor.text("shop.json").contains(entry), "{}", editor.text("shop.json"));
    assert!(editor.findings("shop.json").iter().any(|it| it.contains("type-not-found")));
    editor.replace("shop.json", "\"reason\": \"\"", "\"reason\": \"it comes next week\"");
    let found = editor.findings("shop.json");
    assert!(!found.iter().any(|it| it.contains("type-not-found")), "{found:#?}");
}

#[test]
fn where_nothing_was_found_nothing_is_offered() {
    let mut editor = editor("profile = \"minimal\"\n");
    let at = editor.before("shop.json", "price");
    assert_eq!(editor.offers("shop.json", &at), [Value::Null; 0]);
    assert_eq!(editor.offers("unknown.json", &at), [Value::Null; 0]);
}

#[test]
fn another_name_goes_through_other_files_too() {
    let named = "\"name\": \"common\", \"namespace\": \"io.acme.common.v0\"";
    let common = SHOP.replace("\"name\": \"shop\"", named).replace("order", "orderItem").replace("mony", "string");
    let shop = SHOP
        .replace("mony", "io.acme.common.v0.models.orderItem")
        .replace("\"models\"", "\"imports\": [{ \"uri\": \"common.json\" }], \"models\"");
    let settings = "profile = \"minimal\"\n[rules]\ntype-name-miscased = \"warning\"\n";
    let files = [("apigen.toml", settings), ("common.json", &common), ("shop.json", &shop)];
    let mut editor = Editor::start(&files);
    editor.open("common.json");
    editor.open("shop.json");
    let at = editor.before("common.json", "orderItem");
    let offers = editor.offers("common.json", &at);
    let rename = offers.iter().find(|it| it["title"].as_str().unwrap().starts_with("Fix type-name-miscased")).unwrap();
    assert!(rename.get("isPreferred").is_none(), "callers see the name");
    editor.apply(&rename["edit"]);
    assert!(editor.text("shop.json").contains("common.v0.models.order_item"), "{}", editor.text("shop.json"));
}
