//! The JSON Schemas: current, and of one mind with the linter. `UPDATE=1` writes them.

use std::fs;
use std::path::{Path, PathBuf};

use apigen_editor::schema;
use apigen_lint::{Config, Profile, lint};
use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};
use jsonschema::Validator;
use serde_json::{Value, json};
use xtask::workspace;

fn all() -> [(&'static str, Value); 5] {
    [
        ("definition", schema::definition()),
        ("service", schema::service()),
        ("apigen.toml", schema::configuration()),
        ("approval", schema::approval()),
        ("findings", schema::findings()),
    ]
}

#[test]
fn the_schemas_are_current() {
    let folder = workspace::root().join("spec/schema");
    for (name, schema) in all() {
        let path = folder.join(format!("{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(written, text, "{name}: run `UPDATE=1 cargo test -p apigen-editor schemas`");
    }
}

#[test]
fn the_schemas_are_schemas() {
    for (name, schema) in all() {
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).unwrap()
}

/// What a schema says against a document, a line each.
fn complaints(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|it| format!("{}: {it}", it.instance_path())).take(5).collect()
}

/// The JSON files of a folder and of those in it, in order.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    entries.sort();
    let is_json = |it: &PathBuf| it.extension().is_some_and(|it| it == "json");
    entries.into_iter().flat_map(|it| if it.is_dir() { json_files(&it) } else { vec![it] }).filter(is_json).collect()
}

#[test]
fn our_own_definitions_fit() {
    let validator = validator(&schema::definition());
    let files = json_files(&workspace::root().join("api-definitions"));
    assert!(files.len() > 4);
    for path in files {
        let document = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(complaints(&validator, &document), [""; 0], "{}", path.display());
    }
}

#[test]
fn real_definitions_fit_when_the_linter_has_nothing_to_say() {
    let root = workspace::root();
    let Some(corpus) = workspace::corpus(&root) else { return println!("skipped: no corpus; set APIGEN_CORPUS") };
    let mut checked = 0;
    for (folder, schema) in [("api_json", schema::definition()), ("service_json", schema::service())] {
        let validator = validator(&schema);
        for path in json_files(&corpus.join(folder)) {
            let bytes = fs::read(&path).unwrap();
            let Ok(document) = serde_json::from_slice(&bytes) else { continue };
            if is_well_formed(bytes) {
                checked += 1;
                assert_eq!(complaints(&validator, &document), [""; 0], "{}", path.display());
            }
        }
    }
    assert!(checked > 20, "only {checked} files were fine");
}

/// Whether the linter has nothing against the form of a file, whatever it refers to.
fn is_well_formed(bytes: Vec<u8>) -> bool {
    const FORM: [&str; 9] = [
        "unknown-key",
        "missing-key",
        "wrong-kind",
        "loose-value",
        "attribute-incomplete",
        "type-malformed",
        "response-malformed",
        "enum-inside-field",
        "license-without-name",
    ];
    let file = SourceFile { path: "it.json".to_owned(), bytes, role: Role::Checked };
    let repository = Repository::build(vec![file], &Settings::default(), &NoImports);
    let outcome = lint(&repository, &Config { profile: Profile::Strict, ..Config::default() });
    !outcome.findings.iter().any(|it| FORM.contains(&it.rule.as_str()))
}

#[test]
fn keys_that_nobody_knows_do_not_fit() {
    let field = json!({ "name": "id", "type": "uuid", "requird": true });
    let definition = |key: &str, value: &Value| json!({ "name": "a", key: value });
    let validator = validator(&schema::definition());
    for (key, value) in [
        ("modls", json!({})),
        ("models", json!({ "a": { "fields": [field] } })),
        ("models", json!({ "a": { "fields": [{ "name": "id" }] } })),
        ("models", json!([])),
        ("stability", json!("quite")),
        ("resources", json!({ "a": { "operations": [{ "method": "FETCH" }] } })),
        ("resources", json!({ "a": { "operations": [{ "method": "GET", "responses": { "200": {} } }] } })),
        ("lint_ignore", json!([{ "rule": "no-such-rule", "reason": "x" }])),
    ] {
        assert!(!validator.is_valid(&definition(key, &value)), "{key}: {value}");
    }
    assert!(validator.is_valid(&definition("stability", &json!("beta"))));
}

#[test]
fn configurations_fit_or_do_not() {
    let validator = validator(&schema::configuration());
    let read = |text: &str| -> Value { serde_json::to_value(toml::from_str::<toml::Value>(text).unwrap()).unwrap() };
    for path in ["api-definitions/apigen.toml", "cli/src/commands/init/apigen.toml"] {
        let text = fs::read_to_string(workspace::root().join(path)).unwrap();
        assert_eq!(complaints(&validator, &read(&text)), [""; 0], "{path}");
    }
    assert!(
        validator.is_valid(&read("[rules]\ntype-unused = \"off\"\nfield-name-discouraged = { severity = \"error\" }"))
    );
    for text in ["profle = \"strict\"", "profile = \"lax\"", "[rules]\nno-such = \"off\"", "[rules]\ntype-unused = 1"] {
        assert!(!validator.is_valid(&read(text)), "{text}");
    }
}
