//! Rules that a repository states itself: what conditions mean, and that what the documentation shows works.

use std::path::Path;

use apigen_lint::{Config, CustomRules, Level, RuleSetting, lint, rules};
use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

const SHOP: &str = r#"{
  "name": "shop", "namespace": "io.acme.shop.v0", "owner": "team-shop",
  "enums": { "status": { "values": [ { "name": "open" }, { "name": "PAID", "value": "paid" } ] } },
  "models": {
    "order": {
      "description": "What somebody buys.",
      "attributes": [ { "name": "docs", "value": { "level": "internal" } } ],
      "fields": [
        { "name": "id", "type": "uuid", "required": true },
        { "name": "lines", "type": "[line]", "maximum": 50 },
        { "name": "status", "type": "status", "default": "open" },
        { "name": "note", "type": "string", "required": false, "minimum": 1, "annotations": ["personal_data"] }
      ]
    },
    "line": { "fields": [ { "name": "sku", "type": "string", "pattern": "^[A-Z]+$" } ] },
    "lost": { "fields": [ { "name": "id", "type": "long" } ] }
  },
  "annotations": { "personal_data": {} },
  "unions": { "event": { "discriminator": "kind", "types": [ { "type": "order", "discriminator_value": "o" } ] } },
  "resources": { "order": { "operations": [
    { "method": "GET", "path": "/:id", "auth": { "scheme": "bearer", "scopes": ["read", "admin"] },
      "parameters": [ { "name": "expand", "type": "[string]" } ],
      "responses": { "200": { "type": "order", "headers": [ { "name": "ETag", "type": "string" } ] }, "404": { "type": "unit" } } },
    { "method": "POST", "body": { "type": "order" }, "max_response_time_ms": 800, "responses": { "201": { "type": "order" } } }
  ] } },
  "streams": { "events": { "type": "event", "key": "id", "retention": "7d" } },
  "tables": { "orders": { "model": "order", "primary_key": ["id"], "journal": true } }
}"#;

/// What is selected, what is forbidden there, and the names of what is found.
const TABLE: &[(&str, &str, &[&str])] = &[
    // Texts.
    ("field", r#"name = "id""#, &["id", "id"]),
    ("field", r#"name = ["sku", "note"]"#, &["note", "sku"]),
    ("field", r#"type = "[line]""#, &["lines"]),
    ("field", r#"base_type = { starts_with = "li" }"#, &["lines"]),
    ("field", r#"type_kind = ["list", "enum"]"#, &["lines", "status"]),
    ("field", r#"name = { matches = "^s.*s$" }"#, &["status"]),
    ("field", r#"name = { length = { max = 3 }, not = "id" }"#, &["sku"]),
    ("value", r#"name = { not = { case = "snake_case" } }"#, &["PAID"]),
    ("field", "pattern = true", &["sku"]),
    ("model", "description = false", &["line", "lost"]),
    ("field", r#"default = { not = "paid" }, type = "status""#, &["status"]),
    // Numbers and flags.
    ("field", "maximum = { min = 50, max = 50 }", &["lines"]),
    ("field", "minimum = 1", &["note"]),
    ("field", "maximum = true", &["lines"]),
    ("field", "required = false", &["note"]),
    ("operation", "max_response_time_ms = { min = 500 }", &["POST /orders"]),
    ("operation", "idempotent = false", &["POST /orders"]),
    ("table", "journal = true, hash_code = false", &["orders"]),
    // Lists of texts.
    ("operation", r#"scopes = "admin""#, &["GET /orders/:id"]),
    ("operation", r#"scopes = { none = "admin" }"#, &["POST /orders"]),
    ("operation", r#"scopes = { all = { matches = "^[a-z]+$" }, count = { min = 2 } }"#, &["GET /orders/:id"]),
    ("field", r#"annotations = "personal_data""#, &["note"]),
    ("model", r#"used_in = ["request"]"#, &["order", "line"]),
    ("model", "used_in = false", &["lost"]),
    // Parts, and what is around.
    ("model", r#"fields = { any = { name = "id", type = "uuid" } }"#, &["order"]),
    ("model", "fields = { all = { type_kind = \"primitive\" } }", &["line", "lost"]),
    ("model", r#"fields = { none = { name = "id" } }"#, &["line"]),
    ("model", "fields = { count = { max = 1 } }", &["line", "lost"]),
    ("resource", r#"operations = { any = { responses = { any = { code = "404" } } } }"#, &["order"]),
    ("response", r#"code = "404", operation = { method = "GET" }"#, &["404"]),
    ("field", "model = { used_in = false }", &["id"]),
    ("header", r#"operation = { method = "GET" }"#, &["ETag"]),
    ("parameter", r#"location = "query", definition = { owner = "team-shop" }"#, &["expand"]),
    ("member", r#"discriminator_value = "o", union = { open = false }"#, &["order"]),
    ("stream", r#"retention = "7d", key = "id""#, &["events"]),
    // Data of tools.
    ("model", r#"attributes = "docs""#, &["order"]),
    ("model", "attribute = { docs = true }", &["order"]),
    ("model", r#"attribute = { docs = { contains = "internal" } }"#, &["order"]),
    ("model", "attribute = { docs = false }", &["line", "lost"]),
    // Several conditions.
    ("field", r#"any_of = [{ name = "sku" }, { maximum = true }]"#, &["lines", "sku"]),
    ("field", "not = { required = true }", &["note"]),
    // Several kinds.
    (r#"stream", "table"#, r#"name = { ends_with = "s" }"#, &["events", "orders"]),
];

fn shop() -> Repository {
    let source = SourceFile { path: "shop.json".to_owned(), bytes: SHOP.into(), role: Role::Checked };
    Repository::build(vec![source], &Settings::default(), &NoImports)
}

/// A configuration in which nothing runs but some rules of a repository.
fn only(text: &str) -> Config {
    let custom = CustomRules::read(text).unwrap_or_else(|it| panic!("{it:#?}\nin {text}"));
    let off = rules().iter().map(|it| (it.id.to_owned(), RuleSetting::Level(Level::Off)));
    Config { custom, rules: off.collect(), ..Config::default() }
}

/// The names of what a rule finds in the shop.
fn found(select: &str, verdict: &str) -> Vec<String> {
    let text = format!("[custom.a]\nselect = [\"{select}\"]\n{verdict}\nmessage = \"{{name}}\"\n");
    let mut findings = lint(&shop(), &only(&text)).findings;
    findings.sort_by_key(|it| it.place);
    findings.into_iter().map(|it| it.message).collect()
}

#[test]
fn what_is_forbidden_is_found() {
    for (select, condition, names) in TABLE {
        let mut expected: Vec<&str> = names.to_vec();
        let mut found = found(select, &format!("forbid = {{ {condition} }}"));
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{select}: {condition}");
    }
}

#[test]
fn what_is_required_is_found_where_it_is_not() {
    for (select, condition, names) in TABLE {
        let all = found(select, "forbid = { name = true }").len();
        let missing = found(select, &format!("require = {{ {condition} }}")).len();
        assert_eq!(missing, all - names.len(), "{select}: {condition}");
    }
}

#[test]
fn a_finding_points_to_the_property_that_is_wrong() {
    let text = "[custom.a]\nselect = \"field\"\nrequire = { name = \"id\", type = \"uuid\" }\nmessage = \"x\"\n";
    let shop = shop();
    let places = lint(&shop, &only(text)).findings.into_iter().map(|it| &SHOP[it.place.span.range()]);
    assert_eq!(
        places.collect::<Vec<_>>(),
        [r#""lines""#, r#""status""#, r#""note""#, r#""sku""#, r#""long""#],
        "names first, then the type"
    );
}

#[test]
fn what_the_documentation_shows_works() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/custom-rules.md");
    let text = std::fs::read_to_string(path).unwrap();
    let blocks: Vec<&str> =
        text.split("```toml\n").skip(1).map(|it| it.split("```").next().unwrap_or_default()).collect();
    assert!(blocks.len() >= 6, "{} blocks", blocks.len());
    for block in blocks {
        let config = only(block);
        for rule in config.custom.iter() {
            assert_eq!(rule.broken_examples(), [], "{}", rule.id);
        }
        lint(&shop(), &config);
    }
}

#[test]
fn every_property_of_the_documentation_is_one_and_every_kind_is_there() {
    let error = |text: &str| CustomRules::read(text).unwrap_err()[0].message.clone();
    let kinds = error("[custom.a]\nselect = \"?\"\nrequire = { name = \"a\" }\nmessage = \"x\"");
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/custom-rules.md")).unwrap();
    let quoted = |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    for kind in quoted(&kinds).iter().skip(1) {
        assert!(page.contains(&format!("`{kind}`")), "the page does not know the kind {kind}");
        let rule = format!("[custom.a]\nselect = \"{kind}\"\nrequire = {{ zzzzzzzzzzzz = 1 }}\nmessage = \"x\"");
        for property in quoted(&error(&rule)).iter().skip(1) {
            let is_known = page.contains(&format!("`{property}`")) || page.contains(&format!("`{property} = "));
            assert!(is_known, "the page does not know {property} of {kind}");
        }
    }
}
