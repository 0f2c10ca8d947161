//! What is offered where somebody types, in texts that are broken there; `|` is the cursor.

use apigen_model::{FileId, NoImports, Repository, Role, Settings, SourceFile};

fn offered(text: &str) -> Vec<String> {
    let (before, after) = text.split_once('|').unwrap();
    let bytes = format!("{before}{after}").into_bytes();
    let file = SourceFile { path: "a.json".to_owned(), bytes, role: Role::Checked };
    let repository = Repository::build(vec![file], &Settings::default(), &NoImports);
    let found = apigen_editor::complete(&repository, FileId(0), u32::try_from(before.len()).unwrap());
    found.into_iter().map(|it| it.label).collect()
}

#[test]
fn what_belongs_there_is_offered() {
    for (text, wanted) in [
        (r#"{ "name": "a", |"#, "models"),
        (r#"{ "name": "a", "enums": {}, |"#, "models"),
        (r#"{ "na|"#, "name"),
        (r#"{ "models": { "m": { "fields": [{ "name": "f", "type": |"#, "string"),
        (r#"{ "models": { "m": { "fields": [{ "name": "f", "type": | }] } } }"#, "m"),
        ("{ \"models\": { \"m\": { \"fields\": [{ \"name\": \"f\", \"type\": \"st|\n }] } } }", "string"),
        ("{ \"models\": { \"m\": { \"fields\": [{ \"name\": \"f\", \n |\n }] } } }", "type"),
        (r#"{ "models": { "m": {} }, "resources": { "|" } }"#, "m"),
        (r#"{ "models": { "m": {} }, "resources": { "m": { "operations": [{ "method": "|" }] } } }"#, "PATCH"),
        (r#"{ "enums": { "e": { "open": | } } }"#, "true"),
        (r#"{ "lint_ignore": [{ "rule": "|" }] }"#, "type-not-found"),
    ] {
        let found = offered(text);
        assert!(found.iter().any(|it| it == wanted), "no `{wanted}` in {found:?} for {text}");
    }
}

#[test]
fn what_does_not_belong_there_is_not() {
    for (text, unwanted) in [
        (r#"{ "name": "a", "|" }"#, "name"),
        (r#"{ "name": "|" }"#, "models"),
        (r#"{ "models": { "|" } }"#, "models"),
        (r#"{ "name": "a" | }"#, "models"),
    ] {
        assert!(!offered(text).iter().any(|it| it == unwanted), "`{unwanted}` for {text}");
    }
}
