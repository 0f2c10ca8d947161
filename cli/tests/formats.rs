//! What `--format` writes, against the schemas that others publish; `tests/schemas` says where those come from.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Definitions with names, texts and a path that every format has to escape.
const HOSTILE: &str = "../tests/cli/formats.in";

#[test]
fn sarif_is_what_oasis_publishes() {
    let schema = json_schema("sarif-2.1.0.json");
    let log: Value = serde_json::from_str(&lint("sarif")).unwrap();
    assert_eq!(violations(&schema, &log), Vec::<String>::new());
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() >= 4, "{results:#?}");
    let suppressed: Vec<_> = results.iter().filter_map(|it| it.get("suppressions")).collect();
    assert_eq!(suppressed[0][0]["justification"], "comes with release 2 <soon>");
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "b%C3%BCcher%20&%20co.json");
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "fatal".into();
    assert_eq!(violations(&schema, &broken).len(), 1, "the schema sees what is wrong");
}

#[test]
fn sarif_says_everything_about_the_rules_that_occur() {
    let log: Value = serde_json::from_str(&lint("sarif")).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    for rule in rules {
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|it| it.ends_with('.')), "{rule:#}");
        assert!(rule["help"]["markdown"].as_str().is_some_and(|it| it.contains("## Why")), "{rule:#}");
    }
}

#[test]
fn gitlab_gets_what_its_documentation_asks_for() {
    let schema = json_schema("gitlab-code-quality.json");
    let issues: Value = serde_json::from_str(&lint("gitlab")).unwrap();
    assert_eq!(violations(&schema, &issues), Vec::<String>::new());
    let issues = issues.as_array().unwrap();
    let mut fingerprints: Vec<_> = issues.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), issues.len(), "GitLab drops issues that share a fingerprint");
    let nothing = serde_json::json!([{ "description": "no more than this" }]);
    assert_ne!(violations(&schema, &nothing), Vec::<String>::new(), "the schema sees what is missing");
}

#[test]
fn junit_is_what_jenkins_publishes() {
    let schema = std::fs::read_to_string(schemas().join("junit-10.xsd")).unwrap();
    let schema = uppsala::parse(&schema).unwrap();
    let validator = uppsala::XsdValidator::from_schema(&schema).unwrap();
    let report = lint("junit");
    let document = uppsala::parse(&report).unwrap();
    let errors: Vec<_> = validator.validate(&document).iter().map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new(), "{report}");
    let names = ["testsuite", "failure", "skipped"].map(|it| document.get_elements_by_tag_name(it).len());
    assert_eq!(names, [2, 3, 1], "two files, three errors, one suppression:\n{report}");
    let broken = report.replace("<skipped", "<ignored").replace("</skipped", "</ignored");
    assert!(!validator.validate(&uppsala::parse(&broken).unwrap()).is_empty(), "the schema sees what is wrong");
}

#[test]
fn a_workflow_command_is_one_line_whatever_definitions_say() {
    let report = lint("github");
    let (summary, commands) = report.trim_end().rsplit_once('\n').map(|(all, last)| (last, all)).unwrap();
    assert!(summary.ends_with("in 2 files, 3 definitions"), "{summary}");
    for command in commands.lines() {
        let known = ["::error file=", "::warning file=", "::notice file="];
        assert!(known.iter().any(|it| command.starts_with(it)), "{command}");
    }
}

/// What `apigen lint` prints about the hostile definitions.
fn lint(format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apigen"));
    let output = command.args(["lint", "--format", format]).current_dir(HOSTILE).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json_schema(name: &str) -> jsonschema::Validator {
    // One pattern of SARIF's schema has a bracket that only lenient engines take for itself.
    let text = std::fs::read_to_string(schemas().join(name)).unwrap().replace("{2}]?$", "{2}\\\\]?$");
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

fn violations(schema: &jsonschema::Validator, document: &Value) -> Vec<String> {
    schema.iter_errors(document).map(|it| format!("{}: {it}", it.instance_path())).collect()
}

fn schemas() -> PathBuf {
    Path::new("../tests/schemas").to_owned()
}
