//! A test report in the XML that CI servers read: one suite a file, one test a finding.
//!
//! A test fails when its finding fails the run, so the report and the exit code always agree; findings below that are
//! tests that passed and say something.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Report;
use super::finding::Shown;

/// Writes the report.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let suites = suites(report);
    let total = suites.iter().fold(Counts::default(), |sum, it| sum.plus(it.counts(report)));
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let Counts { tests, failures, .. } = total;
    writeln!(out, r#"<testsuites name="apigen {}" tests="{tests}" failures="{failures}" errors="0">"#, report.command)?;
    for suite in &suites {
        suite.write(out, report)?;
    }
    writeln!(out, "</testsuites>")
}

/// A file and what was found in it.
struct Suite<'a> {
    file: &'a str,
    findings: Vec<&'a Shown<'a>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// Every judged file in the order of paths, and every other that something was found in.
fn suites<'a>(report: &'a Report<'a>) -> Vec<Suite<'a>> {
    let mut by_file: BTreeMap<&str, Vec<&Shown<'_>>> = report.files.iter().map(|it| (it.as_str(), vec![])).collect();
    for finding in report.findings.iter().chain(&report.waived) {
        by_file.entry(&finding.spot().path).or_default().push(finding);
    }
    by_file.into_iter().map(|(file, findings)| Suite { file, findings }).collect()
}

impl Suite<'_> {
    fn counts(&self, report: &Report<'_>) -> Counts {
        let count = |outcome: Outcome| self.findings.iter().filter(|it| Outcome::of(it, report) == outcome).count();
        // A file without findings passed one test: it was judged.
        let tests = self.findings.len().max(1);
        Counts { tests, failures: count(Outcome::Failed), skipped: count(Outcome::Skipped) }
    }

    fn write(&self, out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
        let Counts { tests, failures, skipped } = self.counts(report);
        let file = escape(self.file);
        writeln!(
            out,
            r#"  <testsuite name="{file}" tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}">"#
        )?;
        if self.findings.is_empty() {
            writeln!(out, r#"    <testcase name="{}" classname="{file}"/>"#, report.command)?;
        }
        for finding in &self.findings {
            write_case(out, finding, Outcome::of(finding, report))?;
        }
        writeln!(out, "  </testsuite>")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Outcome {
    fn of(finding: &Shown<'_>, report: &Report<'_>) -> Self {
        match finding.waiver {
            Some(_) => Self::Skipped,
            None if finding.severity >= report.deny => Self::Failed,
            None => Self::Passed,
        }
    }
}

fn write_case(out: &mut dyn Write, finding: &Shown<'_>, outcome: Outcome) -> io::Result<()> {
    let (spot, range) = (finding.spot(), finding.spot().range());
    let (file, message, rule) = (escape(&spot.path), attribute(finding.message), escape(finding.rule));
    let place = finding.old().unwrap_or(spot).label();
    let told = format!("{}: {}\n{place}\n{}", finding.severity.as_str(), finding.message, finding.explanation());
    let told = escape(&told);
    writeln!(out, r#"    <testcase name="{rule} at {}:{}" classname="{file}">"#, range.line, range.column)?;
    match (outcome, finding.waiver) {
        (Outcome::Failed, _) => writeln!(out, r#"      <failure type="{rule}" message="{message}">{told}</failure>"#)?,
        (_, Some(waiver)) => {
            writeln!(out, r#"      <skipped type="{rule}" message="{}">{told}</skipped>"#, attribute(waiver.reason()))?;
        }
        (_, None) => writeln!(out, "      <system-out>{told}</system-out>")?,
    }
    writeln!(out, "    </testcase>")
}

/// Text for an attribute, where a line end would be read as a space.
fn attribute(text: &str) -> String {
    escape(text).replace('\n', "&#10;")
}

/// Text for content and for attributes alike; what XML cannot hold at all becomes a replacement character.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(char),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_definitions_stay_texts() {
        assert_eq!(escape(r#"<a b="c">&"#), "&lt;a b=&quot;c&quot;&gt;&amp;");
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(escape("a\u{0}b\u{1b}c\rd\n"), "a\u{fffd}b\u{fffd}c\u{fffd}d\n");
    }
}
