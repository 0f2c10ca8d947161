//! Every question at every byte of every prefix: answers may be empty, but nothing panics, and edits lie in the text.

use apigen_editor::Declarations;
use apigen_lint::{Config, Profile, lint};
use apigen_model::{FileId, NoImports, Repository, Role, Settings, SourceFile};
use apigen_syntax::{Span, apply};

const SHOP: &str = r#"{ "name": "shöp", "namespace": "io.acme.shop.v0", "imports": [{ "uri": "io.acme.shop.v0" }],
  "annotations": { "secret": { "log": "redact" } }, "reserved": ["x"],
  "enums": { "state": { "values": [{ "name": "open" }, { "name": "😀" }] } },
  "interfaces": { "identified": { "fields": [{ "name": "id", "type": "uuid" }] } },
  "models": { "order": { "interfaces": ["identified"], "fields": [
    { "name": "id", "type": "uuid", "references": "order.id", "annotations": ["secret"] },
    { "name": "state", "type": { "enum": "inline", "values": [] }, "default": "open" },
    { "name": "\u0061ll", "type": "map[[io.acme.shop.v0.models.order]]" }
  ], "lint_ignore": [{ "rule": "type-unused", "reason": "" }] } },
  "unions": { "event": { "types": [{ "type": "order" }, { "type": "event" }] } },
  "streams": { "events": { "type": "event", "key": "order.id.id", "source": "orders" } },
  "consumes": ["io.acme.shop.v0.events.json"],
  "tables": { "orders": { "model": "order", "primary_key": ["id"], "partition": "state" } },
  "templates": { "models": { "base": { "fields": [] } }, "resources": { "t": { "operations": [] } } },
  "resources": { "order": { "path": "/:id", "templates": [{ "name": "t", "cast": { "a": "order" } }], "operations": [
    { "method": "GET", "parameters": [{ "name": "q", "type": "string", "filter": { "field": "id" } }],
      "responses": { "200": { "type": "[order]" } }, "emits": [{ "stream": "events", "event": "order" }] }
  ] } }
}
"#;

fn repository(text: &str) -> Repository {
    let file = SourceFile { path: "shop.json".to_owned(), bytes: text.as_bytes().to_vec(), role: Role::Checked };
    Repository::build(vec![file], &Settings::default(), &NoImports)
}

fn ask_everything(text: &str, offset: u32) {
    let repository = repository(text);
    let file = FileId(0);
    let inside = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} of {text}");
    if let Some(it) = apigen_editor::hover(&repository, file, offset) {
        inside(it.span);
    }
    let mut places = apigen_editor::definitions(&repository, file, offset);
    places.extend(apigen_editor::references(&repository, file, offset, Declarations::Included));
    for it in places {
        inside(it.span);
    }
    for it in apigen_editor::complete(&repository, file, offset) {
        let cursor = u32::try_from(text.len()).expect("a short text").min(offset);
        assert!(it.span.start <= cursor && cursor <= it.span.end, "what is replaced is around the cursor");
        inside(it.span);
    }
    if let Some(Ok(edits)) = apigen_editor::rename(&repository, file, offset, "renamed") {
        let edits = edits.into_values().flatten().collect::<Vec<_>>();
        apply(text, &edits).expect("the edits do not meet");
    }
    apigen_editor::rename_place(&repository, file, offset);
}

fn ask_about_all(text: &str) {
    let repository = repository(text);
    apigen_editor::outline(&repository, FileId(0));
    apigen_editor::search(&repository, "o", 10);
    let outcome = lint(&repository, &Config { profile: Profile::Strict, ..Config::default() });
    let length = u32::try_from(text.len()).expect("a short text");
    for action in apigen_editor::actions(&repository, &outcome.findings, Span::new(0, length)) {
        for edits in action.edits.values() {
            apply(text, edits).expect("the edits do not meet");
        }
    }
}

#[test]
fn every_byte_can_be_asked_about() {
    for (offset, _) in SHOP.char_indices() {
        ask_everything(SHOP, u32::try_from(offset).expect("a short text"));
    }
}

#[test]
fn every_prefix_can_be_asked_about_at_its_end() {
    for (offset, _) in SHOP.char_indices() {
        ask_everything(&SHOP[..offset], u32::try_from(offset).expect("a short text"));
        ask_about_all(&SHOP[..offset]);
    }
}

#[test]
fn a_file_that_is_no_definition_has_no_answers() {
    for text in ["", "[]", "1", "{", "\"a"] {
        ask_everything(text, 0);
        ask_everything(text, 99);
        ask_about_all(text);
    }
}
