//! Beginning, end, and everything that an editor may send and this server does not know.

use serde_json::{Value, json};

use crate::editor::Editor;

#[test]
fn goodbye_is_a_clean_exit() {
    let editor = Editor::start(&[("apigen.toml", "")]);
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn what_the_server_does_not_know_is_refused_or_left_alone() {
    let mut editor = Editor::start(&[("apigen.toml", "")]);
    editor.notify("$/setTrace", json!({ "value": "verbose" }));
    editor.notify("textDocument/didChange", json!({ "nonsense": true }));
    editor.notify("textDocument/didChange", Value::Null);
    let answer = editor.raw_request("textDocument/foldingRange", json!({}));
    assert_eq!(answer["error"]["code"], -32601);
    assert_eq!(editor.quit(), Some(0));
}

#[test]
fn a_configuration_that_cannot_be_used_is_said_and_survived() {
    let mut editor = Editor::start(&[("apigen.toml", "rules = 1"), ("a.json", "{ \"name\": \"a\", \"models\": 1 }")]);
    editor.open("a.json");
    assert!(editor.findings("a.json").iter().any(|it| it.contains("wrong-kind")));
    assert!(editor.messages[0].contains("cannot use"), "{:?}", editor.messages);
}

#[test]
fn other_json_and_other_files_are_none_of_our_business() {
    let mut editor = Editor::start(&[("apigen.toml", ""), ("package.json", "{ \"scripts\": {} }"), ("a.txt", "a")]);
    editor.open("package.json");
    editor.open("a.txt");
    assert_eq!(editor.findings("package.json"), [""; 0]);
    assert_eq!(editor.findings("a.txt"), [""; 0]);
}

#[test]
fn without_configuration_the_folder_of_the_editor_is_the_repository() {
    let broken = "{ \"name\": \"a\", \"models\": { \"m\": { \"fields\": [{ \"name\": \"f\", \"type\": \"x\" }] } } }";
    let mut editor = Editor::start(&[("deep/a.json", broken)]);
    assert_eq!(editor.findings("deep/a.json"), [""; 0], "nobody said that these are definitions");
    editor.open("deep/a.json");
    assert!(editor.findings("deep/a.json").iter().any(|it| it.contains("type-not-found")));
}
