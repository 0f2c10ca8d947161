//! Findings while somebody types.

use crate::editor::Editor;

const COMMON: &str = r#"{ "name": "common", "namespace": "io.acme.common.v0", "models": {
  "money": { "fields": [{ "name": "amount", "type": "decimal" }] }
} }
"#;

const SHOP: &str = r#"{ "name": "shop", "namespace": "io.acme.shop.v0",
  "imports": [{ "uri": "io.acme.common.v0" }],
  "models": {
    "order": { "description": "größer 😀", "fields": [{ "name": "total", "type": "io.acme.common.v0.models.money" }] }
} }
"#;

const MINIMAL: &str = "profile = \"minimal\"\n";

fn editor() -> Editor {
    Editor::start(&[("apigen.toml", MINIMAL), ("common.json", COMMON), ("shop.json", SHOP)])
}

#[test]
fn a_keystroke_in_one_file_shows_in_all() {
    let mut editor = editor();
    editor.open("shop.json");
    editor.open("common.json");
    assert_eq!(editor.findings("shop.json"), [""; 0]);
    editor.replace("common.json", "\"money\"", "\"cash\"");
    let help = "help: declare the model in `io.acme.common.v0`";
    assert_eq!(
        editor.findings("shop.json"),
        [format!("3:81-3:113 error type-not-found: there is no type `io.acme.common.v0.models.money`\n{help}")]
    );
    editor.replace("common.json", "\"cash\"", "\"money\"");
    assert_eq!(editor.findings("shop.json"), [""; 0]);
}

#[test]
fn the_text_of_the_editor_counts_until_it_is_closed() {
    let mut editor = editor();
    editor.open("common.json");
    editor.replace("common.json", "\"money\"", "\"cash\"");
    assert_eq!(editor.findings("shop.json").len(), 1, "also in a file that is not open");
    editor.close("common.json");
    assert_eq!(editor.findings("shop.json"), [""; 0]);
}

#[test]
fn broken_text_is_reported_and_the_rest_still_judged() {
    let mut editor = editor();
    editor.open("shop.json");
    editor.replace("shop.json", "\"total\", \"type\"", "\"total\" \"typ\"");
    let found = editor.findings("shop.json");
    assert!(found.iter().any(|it| it.contains("error json-syntax: a comma is missing here")), "{found:#?}");
    assert!(found.iter().any(|it| it.contains("unknown-key")), "{found:#?}");
}

#[test]
fn findings_say_where_to_read_on_and_what_else_they_are_about() {
    let mut editor = editor();
    editor.open_text("twin.json", &SHOP.replace("}] }", "}] }, \"order\": { \"fields\": [] }"));
    let found = editor.diagnostics("twin.json");
    let twice = found.iter().find(|it| it["code"] == "duplicate-key").expect("the key stands there twice");
    let page = twice["codeDescription"]["href"].as_str().unwrap();
    assert!(page.ends_with("/docs/rules/duplicate-key.md"), "{page}");
    assert_eq!(twice["source"], "apigen");
    let related = &twice["relatedInformation"][0]["location"];
    assert_eq!(editor.path(&related["uri"]), "twin.json");
    assert_eq!(related["range"]["start"], editor.before("twin.json", "\"order\""));
}

#[test]
fn what_nobody_uses_is_faded_out() {
    let mut editor = Editor::start(&[("apigen.toml", ""), ("common.json", COMMON), ("shop.json", SHOP)]);
    editor.open("shop.json");
    editor.replace("shop.json", "\"type\": \"io.acme.common.v0.models.money\"", "\"type\": \"decimal\"");
    let found = editor.diagnostics("shop.json");
    let unused = found.iter().find(|it| it["code"] == "import-unused").expect("the import is not used any more");
    assert_eq!(unused["tags"], serde_json::json!([1]));
}

#[test]
fn files_that_change_on_disk_are_read_again() {
    let mut editor = editor();
    editor.open("shop.json");
    editor.settle();
    assert_eq!(editor.watched, ["**/*.json", "**/apigen.toml", "**/apigen.lock", "**/.apigen/baseline.toml"]);
    editor.write_on_disk("common.json", &COMMON.replace("money", "cash"));
    assert_eq!(editor.findings("shop.json").len(), 1);
    editor.remove_on_disk("common.json");
    assert!(editor.findings("shop.json").iter().any(|it| it.contains("import-not-found")));
    editor.write_on_disk("common.json", COMMON);
    assert_eq!(editor.findings("shop.json"), [""; 0]);
}

#[test]
fn the_configuration_counts_as_soon_as_it_is_saved() {
    let mut editor = editor();
    editor.open("shop.json");
    editor.replace("shop.json", "io.acme.common.v0.models.money", "mony");
    assert_eq!(editor.findings("shop.json").len(), 1);
    editor.write_on_disk("apigen.toml", "profile = \"minimal\"\n[rules]\ntype-not-found = \"off\"\n");
    assert_eq!(editor.findings("shop.json"), [""; 0]);
    editor.write_on_disk("apigen.toml", "profle = \"minimal\"\n");
    assert_eq!(editor.findings("shop.json"), [""; 0], "the last configuration that worked goes on");
    assert!(editor.messages[0].contains("unknown field `profle`"), "{:?}", editor.messages);
}

#[test]
fn a_text_that_is_not_saved_yet_is_part_of_the_repository() {
    let mut editor = editor();
    editor.open_text("new.json", &SHOP.replace("shop", "new").replace("models.money", "models.mony"));
    assert_eq!(editor.findings("new.json").len(), 1);
    editor.close("new.json");
    assert_eq!(editor.findings("new.json"), [""; 0]);
}

#[test]
fn rules_of_the_repository_and_its_baseline_count_in_the_editor_too() {
    let rule =
        "[custom.no-orders]\nselect = \"model\"\nforbid = { name = \"order\" }\nmessage = \"`{name}` is taken\"\n";
    let mut editor = Editor::start(&[("apigen.toml", rule), ("common.json", COMMON), ("shop.json", SHOP)]);
    editor.open("shop.json");
    let found = editor.diagnostics("shop.json");
    let own = found.iter().find(|it| it["code"] == "no-orders").expect("the repository forbids it");
    assert!(own.get("codeDescription").is_none(), "its page is in the configuration");
    let fingerprint = own["data"].as_str().unwrap().to_owned();
    let construct = "io.acme.shop.v0/models/order";
    let baseline = format!("version = 1\n[rules.no-orders]\n{fingerprint} = {{ at = \"{construct}\" }}\n");
    editor.write_on_disk(".apigen/baseline.toml", &baseline);
    assert!(!editor.findings("shop.json").iter().any(|it| it.contains("no-orders")));
}

/// A model with so many fields that their findings are written in several parts, each of an unknown type.
fn wrong_fields(count: usize) -> String {
    let fields: Vec<String> =
        (0..count).map(|it| format!("    {{ \"name\": \"größe_{it}\", \"type\": \"mony\" }}")).collect();
    let head = "{ \"name\": \"shop\", \"namespace\": \"io.acme.shop.v0\", \"models\": { \"order\": { \"fields\": [";
    format!("{head}\n{}\n  ] }} }} }}\n", fields.join(",\n"))
}

#[test]
fn findings_far_away_follow_an_edit_above_them() {
    const COUNT: usize = 1500;
    let mut editor = Editor::start(&[("apigen.toml", MINIMAL), ("shop.json", &wrong_fields(COUNT))]);
    editor.open("shop.json");
    let lines = |editor: &mut Editor| -> Vec<(u64, String)> {
        let found = editor.diagnostics("shop.json").into_iter().filter(|it| it["code"] == "type-not-found");
        found.map(|it| (it["range"]["start"]["line"].as_u64().unwrap(), it["range"]["start"].to_string())).collect()
    };
    let before = lines(&mut editor);
    let wanted: Vec<u64> = (1..=COUNT as u64).collect();
    assert_eq!(before.iter().map(|it| it.0).collect::<Vec<_>>(), wanted, "one a line, in their order, none lost");
    // Two lines more, in front of all of them, and wide characters in the first of them.
    editor.replace("shop.json", "{ \"name\": \"shop\"", "{\n\"description\": \"😀 größer\",\n\"name\": \"shop\"");
    let after = lines(&mut editor);
    assert_eq!(after.iter().map(|it| it.0).collect::<Vec<_>>(), wanted.iter().map(|it| it + 2).collect::<Vec<_>>());
    let last = editor.before("shop.json", &format!("größe_{}", COUNT - 1));
    assert_eq!(after[COUNT - 1].0, last["line"].as_u64().unwrap(), "where the editor has the last of them");
    // Mended far below: the others stay where they are.
    editor.replace(
        "shop.json",
        &format!("\"größe_{}\", \"type\": \"mony\"", COUNT - 1),
        "\"größe\", \"type\": \"string\"",
    );
    assert_eq!(lines(&mut editor), after[..COUNT - 1]);
    editor.replace("shop.json", "{\n\"description\": \"😀 größer\",\n", "{ ");
    assert_eq!(lines(&mut editor), before[..COUNT - 1]);
}

#[test]
fn fast_typing_ends_in_the_findings_of_the_last_version() {
    let mut editor = editor();
    editor.open("shop.json");
    let types = ["money", "mone", "mon", "mo", "m", "mo", "mon", "mone"];
    for pair in types.windows(2) {
        editor.replace("shop.json", &format!("models.{}\"", pair[0]), &format!("models.{}\"", pair[1]));
    }
    let found = editor.findings("shop.json");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("there is no type `io.acme.common.v0.models.mone`"), "{found:#?}");
    assert_eq!(editor.told("shop.json").0, types.len(), "the version is that of the last keystroke");
}

#[test]
fn nothing_is_said_twice() {
    let mut editor = editor();
    editor.open("common.json");
    editor.open("shop.json");
    editor.replace("common.json", "\"amount\"", "\"sum\"");
    let (version, count) = editor.told("shop.json");
    assert_eq!((&version, count), (&serde_json::json!(1), 1), "with the first change, as it is open");
    editor.replace("common.json", "\"sum\"", "\"amount\"");
    assert_eq!(editor.told("shop.json"), (version, count), "its findings and its text are what they were");
    assert_eq!(editor.told("common.json").0, 3);
}
