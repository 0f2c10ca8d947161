//! SARIF 2.1.0, the format of code scanning.

use std::collections::BTreeMap;
use std::io::{self, Write};

use apigen_model::{Fix, Severity};
use apigen_syntax::Span;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::Report;
use super::finding::{Shown, Spot, Waiver};
use super::json::pretty;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a path may not hold in a URI.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// Writes the log: one run with every finding, those that do not count marked as suppressed.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let all = || report.findings.iter().chain(&report.waived);
    let mut rules: BTreeMap<&str, usize> = all().map(|it| (it.rule, 0)).collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    let results: Vec<Value> = all().map(|it| result(it, rules[it.rule])).collect();
    let driver = json!({
        "name": "apigen",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules.keys().map(|it| rule(report, it)).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "automationDetails": { "id": format!("apigen/{}/", report.command) },
        "columnKind": "utf16CodeUnits",
        "results": results,
    });
    pretty(out, &json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
}

fn rule(report: &Report<'_>, id: &str) -> Value {
    let card = (report.card)(id);
    let mut rule = json!({
        "id": id,
        "shortDescription": { "text": card.what },
        "fullDescription": { "text": format!("{} Why it matters: {}.", card.what, card.why) },
        "defaultConfiguration": { "level": level(card.severity) },
    });
    if !card.page.is_empty() {
        rule["help"] = json!({ "text": card.page, "markdown": card.page });
    }
    rule
}

fn result(finding: &Shown<'_>, index: usize) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": format!("{}\n{}", finding.message, finding.explanation()) },
        "locations": [location(finding)],
        "partialFingerprints": { "apigen/v1": finding.fingerprint },
    });
    let old = finding.old().filter(|_| finding.is_placed()).map(|it| (it, "was here"));
    let others = old.into_iter().chain(finding.related.iter().map(|it| (&it.spot, it.message)));
    let related: Vec<Value> = others.enumerate().map(|(id, (spot, message))| related(id, spot, message)).collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::from(related);
    }
    if let Some(fix) = finding.fix {
        result["fixes"] = json!([repair(fix, finding)]);
    }
    if let Some(waiver) = finding.waiver {
        result["suppressions"] = json!([suppression(waiver)]);
    }
    result
}

fn location(finding: &Shown<'_>) -> Value {
    let mut location = json!({ "physicalLocation": physical(finding.spot()) });
    if !finding.pointer.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": finding.pointer }]);
    }
    location
}

fn related(id: usize, spot: &Spot<'_>, message: &str) -> Value {
    json!({ "id": id + 1, "message": { "text": message }, "physicalLocation": physical(spot) })
}

fn physical(spot: &Spot<'_>) -> Value {
    let mut artifact = json!({ "uri": uri(&spot.path) });
    if let Some(revision) = spot.revision {
        artifact["properties"] = json!({ "revision": revision });
    }
    json!({ "artifactLocation": artifact, "region": region(spot, spot.span) })
}

/// The repair of a finding, when it is one of its file; a new name goes through many.
fn repair(fix: &Fix, finding: &Shown<'_>) -> Option<Value> {
    let spot = finding.spot();
    let replacements = fix
        .edits()?
        .iter()
        .map(|it| json!({ "deletedRegion": region(spot, it.span), "insertedContent": { "text": it.text } }));
    Some(json!({
        "description": { "text": finding.help.unwrap_or(finding.message) },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(&spot.path) },
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    }))
}

fn suppression(waiver: Waiver<'_>) -> Value {
    let kind = match waiver {
        Waiver::Suppressed(_) => "inSource",
        Waiver::Approved(_) | Waiver::Accepted(_) => "external",
    };
    json!({ "kind": kind, "status": "accepted", "justification": waiver.reason() })
}

fn region(spot: &Spot<'_>, span: Span) -> Map<String, Value> {
    let (start, end) = (spot.lines.position(span.start), spot.lines.position(span.end));
    let numbers = [
        ("startLine", start.line),
        ("startColumn", start.utf16_column),
        ("endLine", end.line),
        ("endColumn", end.utf16_column),
    ];
    numbers.into_iter().map(|(key, number)| (key.to_owned(), Value::from(number))).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI relative to where the command ran; `/` and what is not ASCII have their own rules in paths.
fn uri(path: &str) -> String {
    utf8_percent_encode(&path.replace('\\', "/"), PATH).to_string()
}
