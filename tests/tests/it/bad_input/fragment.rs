//! What people paste into an issue: comments, trailing commas, a singular key, and a brace that is missing.

use apigen_lint::{Config, lint, repairs};
use apigen_model::{Finding, Repository, Safety, Severity};

use super::build;

const FRAGMENT: &str = r#"{
  "name": "shop",
  "models": {
    "order": {
      "fields": [
        { "name": "id", "type": "string" }, // assigned by us
        { "name": "total", "type": "decimal", "required": "false" },
      ]
    },
  },
  "resources": {
    "order": {
      "operations": [
        // Reads one.
        {
          "method": "GET",
          "path": "/:id",
          "auth": { "public": "Anybody may look." },
          "response": { "200": { "type": "order" }, "404": { "type": "unit" } },
        }
      ]
  }
}
"#;

fn minimal() -> Config {
    Config { profile: apigen_lint::Profile::Minimal, ..Config::default() }
}

fn lines(repository: &Repository, findings: &[Finding]) -> Vec<String> {
    let line = |it: &Finding| {
        let lines = repository.source(it.place.file).document.lines();
        let at = lines.position(it.place.span.start);
        format!("{}:{} {} {}", at.line, at.column, it.severity.as_str(), it.rule)
    };
    findings.iter().map(line).collect()
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let repository = build([FRAGMENT]);
    let found = lines(&repository, &lint(&repository, &minimal()).findings);
    assert_eq!(
        found,
        [
            "6:45 warning json-comment",
            "7:59 warning loose-value",
            "7:68 warning json-trailing-comma",
            "9:6 warning json-trailing-comma",
            "14:9 warning json-comment",
            "19:11 error unknown-key",
            "19:80 warning json-trailing-comma",
            "22:3 error json-syntax",
        ]
    );
}

#[test]
fn fixes_repair_all_but_the_comments() {
    let mut text = FRAGMENT.to_owned();
    let mut rounds = 0;
    loop {
        let repository = build([text.clone()]);
        let findings = lint(&repository, &minimal()).findings;
        let findings: Vec<_> = findings.iter().collect();
        let fixed = repairs(&repository, &findings, Safety::Safe, &|_| true).texts(&repository);
        let Some(fixed) = fixed.into_values().next() else { break };
        (text, rounds) = (fixed, rounds + 1);
        assert!(rounds < 5, "the fixes do not come to an end");
    }
    let repository = build([text.clone()]);
    let findings = lint(&repository, &minimal()).findings;
    assert!(findings.iter().all(|it| it.severity < Severity::Error), "{text}\n{:?}", lines(&repository, &findings));
    assert_eq!(lines(&repository, &findings), ["6:45 warning json-comment", "14:9 warning json-comment"]);
    let operation = &repository.definitions()[0].resources[0].operations[0];
    assert_eq!((operation.label().as_str(), operation.responses.len()), ("GET /orders/:id", 2));
}
