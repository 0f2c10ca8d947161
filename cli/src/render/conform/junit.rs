//! A test report in XML: a suite an operation, a test a law that was broken, and one for all that were kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use apigen_conform::{Finding, Report};
use apigen_model::Severity;

use crate::render::junit::escape;

/// The report as XML.
pub(super) fn render(report: &Report) -> String {
    let mut suites: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for pair in &report.coverage.pairs {
        suites.entry(&pair.operation).or_default();
    }
    for finding in &report.findings {
        suites.entry(&finding.operation).or_default().push(finding);
    }
    let tests: usize = suites.values().map(|it| it.len().max(1)).sum();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let failures = report.errors();
    // Invariant: writing to a string cannot fail.
    let _ = writeln!(text, r#"<testsuites name="apigen conform" tests="{tests}" failures="{failures}" errors="0">"#);
    for (operation, findings) in suites {
        suite(&mut text, operation, &findings);
    }
    text.push_str("</testsuites>\n");
    text
}

fn suite(text: &mut String, operation: &str, findings: &[&Finding]) {
    let failures = findings.iter().filter(|it| it.severity == Severity::Error).count();
    let (name, tests) = (escape(operation), findings.len().max(1));
    let _ = writeln!(text, r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0">"#);
    if findings.is_empty() {
        let _ = writeln!(text, r#"    <testcase classname="{name}" name="every law"/>"#);
    }
    for it in findings {
        let what = escape(&format!("expected {}, got {}", it.expected, it.actual));
        let detail = escape(&it.to_string());
        let what_broke = escape(format!("{} {}", it.law, it.place).trim_end());
        let _ = writeln!(text, r#"    <testcase classname="{name}" name="{what_broke}">"#);
        let _ = if it.severity == Severity::Error {
            writeln!(text, r#"      <failure message="{what}" type="{}">{detail}</failure>"#, it.law)
        } else {
            writeln!(text, "      <system-out>{detail}</system-out>")
        };
        text.push_str("    </testcase>\n");
    }
    text.push_str("  </testsuite>\n");
}
