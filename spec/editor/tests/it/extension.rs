//! The extension for VS Code: what its manifest promises is there.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use xtask::workspace;

fn folder() -> PathBuf {
    workspace::root().join("editors/vscode")
}

fn manifest() -> Value {
    serde_json::from_str(&fs::read_to_string(folder().join("package.json")).unwrap()).unwrap()
}

fn script() -> String {
    fs::read_to_string(folder().join("extension.js")).unwrap()
}

#[test]
fn the_manifest_says_what_editors_need() {
    let manifest = manifest();
    for key in ["name", "publisher", "version", "license", "repository"] {
        assert!(!manifest[key].is_null(), "{key}");
    }
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["main"], "./extension.js");
    assert_eq!(manifest["activationEvents"][0], "workspaceContains:**/apigen.toml");
    assert!(manifest["engines"]["vscode"].as_str().is_some_and(|it| it.starts_with('^')));
}

#[test]
fn every_command_and_setting_is_real() {
    let (manifest, script) = (manifest(), script());
    let commands = manifest["contributes"]["commands"].as_array().unwrap();
    for command in commands {
        let id = command["command"].as_str().unwrap();
        assert!(script.contains(&format!("registerCommand(\"{id}\"")), "{id} does nothing");
    }
    let registered = script.matches("registerCommand(").count();
    assert_eq!(registered, commands.len(), "a command that nobody can find");
    assert!(manifest["contributes"]["configuration"]["properties"]["apigen.path"].is_object());
    assert!(script.contains(".get(\"path\"") && script.contains("args: [\"lsp\"]"));
}

#[test]
fn the_script_is_one() {
    let mut node = Command::new("node");
    match node.arg("--check").arg(folder().join("extension.js")).status() {
        Ok(status) => assert!(status.success()),
        Err(_) => println!("skipped: no node"),
    }
}
