//! The schemas of everything else: `apigen.toml`, approvals, and what `--format json` prints.

use apigen_lint::{Profile, rules};
use serde_json::{Map, Value, json};

use super::{document, members};

/// The schema of `apigen.toml`.
pub fn configuration() -> Value {
    let severity = json!({ "type": "string", "enum": ["off", "info", "warning", "warn", "error"] });
    let paths = json!({ "type": "array", "items": { "type": "string" } });
    let namespaces = json!({ "type": "array", "items": { "type": "string" }, "description":
        "the namespaces to generate; all of them when empty" });
    let mut settings = Map::new();
    for rule in rules() {
        let mut options = Map::new();
        options.insert("severity".to_owned(), part("severity"));
        for option in rule.options {
            options.insert(option.name.to_owned(), json!({ "description": option.help }));
        }
        let detailed = json!({ "type": "object", "properties": options, "additionalProperties": false });
        let setting = json!({ "description": rule.why, "anyOf": [part("severity"), detailed] });
        settings.insert(rule.id.to_owned(), setting);
    }
    let profiles: Vec<&str> = Profile::ALL.iter().map(|it| it.name()).collect();
    let overridden = object(
        &json!({ "paths": { "description": "globs of the files", "allOf": [paths] }, "rules": part("rules") }),
        &["paths"],
    );
    let diff = object(
        &json!({
            "against": { "type": "string", "description": "what was before: a revision, or a path from this folder" },
            "profile": { "type": "string", "description": "whose verdicts count" },
            "category": { "type": "string", "description": "which failures count" },
            "rules": { "type": "object", "additionalProperties": part("severity") },
        }),
        &[],
    );
    let rust = object(
        &json!({
            "out": { "type": "string", "description": "the folder that the crates go to" },
            "runtime": { "type": "string", "description": "where the runtime crates lie; the registry when absent" },
            "namespaces": namespaces,
        }),
        &["out"],
    );
    let sql = object(
        &json!({
            "out": { "type": "string", "description": "the folder that the schemas go to" },
            "engines": { "type": "array", "items": { "type": "string", "enum": ["postgres", "sqlite"] } },
            "namespaces": namespaces,
        }),
        &["out"],
    );
    let asyncapi = object(
        &json!({
            "out": { "type": "string", "description": "the folder that the documents go to" },
            "namespaces": namespaces,
        }),
        &["out"],
    );
    let mut body = members(object(
        &json!({
            "profile": { "type": "string", "enum": profiles, "description": "which rules run" },
            "namespace": { "type": "string", "description": "the prefix of namespaces that files do not say" },
            "exclude": { "type": "array", "items": { "type": "string" }, "description":
                "globs of files that are no definitions" },
            "rules": part("rules"),
            "custom": custom(),
            "overrides": { "type": "array", "items": overridden, "description":
                "settings for some files; later ones win" },
            "diff": diff,
            "rust": rust,
            "sql": sql,
            "asyncapi": asyncapi,
        }),
        &[],
    ));
    let by_rule = json!({ "type": "object", "properties": settings, "additionalProperties": false });
    body.insert("definitions".to_owned(), json!({ "severity": severity, "rules": by_rule }));
    document("apigen.toml", "apigen.toml", "What a repository says about its definitions, rules and targets.", body)
}

/// Rules of the repository by id; which properties there are depends on what is selected.
fn custom() -> Value {
    let text = |what: &str| json!({ "type": "string", "description": what });
    let words = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let condition = |what: &str| json!({ "type": "object", "description": what });
    let rule = object(
        &json!({
            "severity": { "type": "string", "enum": ["info", "warning", "warn", "error"] },
            "select": { "description": "the kinds of things that it looks at", "allOf": [words] },
            "where": condition("which of them"),
            "require": condition("what has to be so"),
            "forbid": condition("what must not be so"),
            "message": text("what is wrong; `{property}` stands for what the thing has"),
            "why": text("why it matters, in a clause"),
            "help": text("what to do"),
            "page": text("more about it, in Markdown"),
            "good": { "description": "definitions without a finding", "allOf": [words] },
            "bad": { "description": "definitions with one", "allOf": [words] },
        }),
        &["select", "message"],
    );
    json!({ "type": "object", "additionalProperties": rule, "description": "rules of this repository, by id" })
}

/// The schema of a file below `.apigen/approvals`.
pub fn approval() -> Value {
    let body = object(
        &json!({
            "rule": { "type": "string", "description": "the rule that reports the change" },
            "change": { "type": "string", "description": "what changes, for people" },
            "reason": { "type": "string", "minLength": 1, "description": "why it is fine" },
            "expires": { "type": "string", "format": "date", "description": "the last day on which it is" },
        }),
        &["rule", "change", "reason"],
    );
    document("approval", "apigen approval", "A breaking change that somebody decided to make.", members(body))
}

/// The schema of what `apigen lint --format json` prints.
pub fn findings() -> Value {
    let number = json!({ "type": "integer", "minimum": 0 });
    let text = json!({ "type": "string" });
    let place =
        || members(json!({ "file": text, "line": number, "column": number, "end_line": number, "end_column": number }));
    let related = {
        let mut keys = place();
        keys.insert("message".to_owned(), text.clone());
        let names: Vec<String> = keys.keys().cloned().collect();
        json!({ "type": "object", "properties": keys, "required": names, "additionalProperties": false })
    };
    let edit = object(&json!({ "start": number, "end": number, "text": text }), &["start", "end", "text"]);
    let edits = json!({ "type": "array", "items": edit, "description": "what bytes of the file become" });
    let fix = object(
        &json!({
            "safety": { "type": "string", "enum": ["safe", "unsafe"] },
            "rename": { "type": "string", "description":
                "the name that what is declared here gets in all files; `--fix --unsafe` works out the edits" },
            "edits": edits,
        }),
        &["safety", "edits"],
    );
    let mut keys = place();
    keys.insert("rule".to_owned(), text.clone());
    keys.insert("severity".to_owned(), json!({ "type": "string", "enum": ["info", "warning", "error"] }));
    for key in ["pointer", "message", "why", "help", "fingerprint"] {
        keys.insert(key.to_owned(), text.clone());
    }
    let required: Vec<String> = keys.keys().filter(|it| *it != "help").cloned().collect();
    keys.insert("fix".to_owned(), fix);
    keys.insert("related".to_owned(), json!({ "type": "array", "items": related }));
    let finding = json!({ "type": "object", "properties": keys, "required": required, "additionalProperties": false });
    let counts = ["files", "definitions", "errors", "warnings", "infos", "suppressed", "baselined", "fixed"];
    let summary: Map<String, Value> = counts.iter().map(|it| ((*it).to_owned(), number.clone())).collect();
    let summary = json!({ "type": "object", "properties": summary, "required": counts, "additionalProperties": false });
    let body = object(
        &json!({ "version": { "const": 1 }, "findings": { "type": "array", "items": finding }, "summary": summary }),
        &["version", "findings", "summary"],
    );
    document("findings", "apigen findings", "What `apigen lint --format json` prints.", members(body))
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn part(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}
