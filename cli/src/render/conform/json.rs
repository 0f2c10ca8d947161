//! One JSON document.

use apigen_conform::{Ending, Finding, Report};
use serde_json::{Value, json};

/// The report as JSON.
pub(super) fn render(report: &Report) -> String {
    let pairs = report.coverage.pairs.iter();
    let pairs: Vec<_> =
        pairs.map(|it| json!({ "operation": it.operation, "status": it.status, "count": it.count })).collect();
    let unjudged: Vec<_> = report.unjudged.iter().map(|it| json!({ "why": it.0, "count": it.1 })).collect();
    let document = json!({
        "version": 1,
        "seed": report.seed,
        "ending": ending(&report.ending),
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "customs": report.customs.iter().map(finding).collect::<Vec<_>>(),
        "coverage": {
            "percent": report.coverage.percent(),
            "answers": pairs,
            "parameters": { "sent": report.coverage.parameters.0, "declared": report.coverage.parameters.1 },
            "laws": report.coverage.laws,
        },
        "summary": {
            "errors": report.errors(),
            "warnings": report.findings.len() - report.errors(),
            "requests": report.requests,
            "cases": report.cases,
            "skipped": report.skipped,
            "left_behind": report.left_behind,
            "unjudged": unjudged,
        },
    });
    format!("{document:#}\n")
}

fn finding(it: &Finding) -> Value {
    json!({
        "law": it.law,
        "severity": it.severity.as_str(),
        "operation": it.operation,
        "place": it.place,
        "expected": it.expected,
        "actual": it.actual,
        "why": it.why,
        "case": it.case,
        "count": it.count,
        "curl": it.curl,
        "fingerprint": it.fingerprint(),
    })
}

fn ending(it: &Ending) -> Value {
    match it {
        Ending::Done => json!("done"),
        Ending::Short => json!("short"),
        Ending::Interrupted => json!("interrupted"),
        Ending::CutShort(why) => json!({ "cut_short": why }),
        Ending::NothingJudged(why) => json!({ "nothing_judged": why }),
    }
}
