//! Findings as caret lines under the text they are about.

use std::fmt::Write;

use apigen_model::Finding;
use apigen_syntax::LineIndex;

/// Whether a line is a caret line.
pub(crate) fn is_caret_line(line: &str) -> bool {
    line.strip_prefix("//").is_some_and(|it| it.starts_with('@') || it.trim_start().starts_with('^'))
}

/// A text with a caret line under each finding's first line.
pub(super) fn render(text: &str, lines: &LineIndex, findings: &[&Finding]) -> String {
    let mut out = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        out.push_str(line);
        out.push('\n');
        for finding in findings.iter().filter(|it| lines.position(it.place.span.start).line == number) {
            out.push_str(&caret_line(line, lines, finding));
        }
    }
    out
}

fn caret_line(line: &str, lines: &LineIndex, finding: &Finding) -> String {
    let (start, end) = (lines.position(finding.place.span.start), lines.position(finding.place.span.end));
    let column = start.column as usize;
    let last = if end.line == start.line { end.column as usize } else { line.chars().count() + 1 };
    let length = last.saturating_sub(column).max(1);
    let mut out = if column > 2 {
        format!("//{}{}", " ".repeat(column - 3), "^".repeat(length))
    } else {
        format!("//@{column}+{length}")
    };
    // Invariant: writing to a string cannot fail.
    writeln!(out, " {}[{}]: {}", finding.severity.as_str(), finding.rule, finding.message).unwrap();
    out
}
