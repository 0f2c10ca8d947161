//! A code quality report, which GitLab shows in merge requests.

use std::collections::BTreeMap;
use std::io::{self, Write};

use apigen_model::Severity;
use serde_json::{Value, json};

use super::Report;
use super::finding::Shown;
use super::json::pretty;

/// Writes the report: an array of issues.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let mut seen = BTreeMap::new();
    let issues: Vec<Value> = report.findings.iter().map(|it| issue(it, &unique(it.fingerprint, &mut seen))).collect();
    pretty(out, &issues)
}

fn issue(finding: &Shown<'_>, fingerprint: &str) -> Value {
    let range = finding.spot().range();
    json!({
        "type": "issue",
        "check_name": finding.rule,
        "description": finding.message,
        "content": { "body": finding.explanation() },
        "categories": ["Compatibility"],
        "severity": severity(finding.severity),
        "fingerprint": fingerprint,
        "location": {
            "path": finding.spot().path,
            "lines": { "begin": range.line, "end": range.end_line },
        },
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// GitLab drops issues whose fingerprint it has seen, so the second of the same construct and rule gets a number.
fn unique<'a>(fingerprint: &'a str, seen: &mut BTreeMap<&'a str, u32>) -> String {
    let count = seen.entry(fingerprint).or_default();
    *count += 1;
    if *count == 1 { fingerprint.to_owned() } else { format!("{fingerprint}-{count}") }
}
