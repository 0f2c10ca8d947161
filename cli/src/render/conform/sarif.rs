//! SARIF 2.1.0: findings at the operations of the definition.

use std::collections::BTreeMap;

use apigen_conform::{Finding, Report, Service, laws};
use apigen_model::{Repository, Severity};
use serde_json::{Value, json};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The report as SARIF.
pub(super) fn render(repository: &Repository, service: &Service<'_>, report: &Report) -> String {
    let mut rules: BTreeMap<&str, usize> = report.findings.iter().map(|it| (it.law, 0)).collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    let results: Vec<_> = report.findings.iter().map(|it| result(repository, service, it, rules[it.law])).collect();
    let driver = json!({
        "name": "apigen",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules.keys().map(|it| rule(it)).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "automationDetails": { "id": "apigen/conform/" },
        "results": results,
    });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    format!("{log:#}\n")
}

fn rule(code: &str) -> Value {
    let law = laws().iter().find(|it| it.code == code);
    let page = law.map(|it| it.page()).unwrap_or_default();
    json!({
        "id": code,
        "shortDescription": { "text": law.map_or(code, |it| it.why) },
        "help": { "text": page, "markdown": page },
    })
}

fn result(repository: &Repository, service: &Service<'_>, finding: &Finding, rule: usize) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let text = format!(
        "{}{}: expected {}, got {}",
        finding.operation,
        if finding.place.is_empty() { String::new() } else { format!(" at {}", finding.place) },
        finding.expected,
        finding.actual
    );
    json!({
        "ruleId": finding.law,
        "ruleIndex": rule,
        "level": level,
        "message": { "text": format!("{text}\n{}", finding.curl.join("\n")) },
        "locations": location(repository, service, &finding.operation),
        "partialFingerprints": { "apigen/v1": finding.fingerprint() },
    })
}

/// Where the operation is defined; the first definition for what is no operation.
fn location(repository: &Repository, service: &Service<'_>, operation: &str) -> Value {
    let call = service.operations.iter().find(|it| it.name == operation).or(service.operations.first());
    let Some(call) = call else { return json!([]) };
    let source = repository.source(call.definition.file);
    let at = source.document.lines().position(repository.name_span(call.operation.meta.origin).start);
    json!([{
        "physicalLocation": {
            "artifactLocation": { "uri": source.path.replace(' ', "%20") },
            "region": { "startLine": at.line, "startColumn": at.column },
        },
        "logicalLocations": [{ "fullyQualifiedName": operation, "kind": "function" }],
    }])
}
