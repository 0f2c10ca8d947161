//! For people: a block a cause, and what was covered.

use std::fmt::Write as _;

use apigen_conform::{Ending, Report};

use super::by_operation;

/// The report as text.
pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        // Invariant: writing to a string cannot fail.
        let _ = writeln!(text, "{finding}");
    }
    if matches!(report.ending, Ending::NothingJudged(_)) {
        return text;
    }
    if !report.customs.is_empty() {
        let mut laws: Vec<_> = report.customs.iter().map(|it| it.law).collect();
        laws.dedup();
        let _ = writeln!(text, "kept nowhere, so taken for the service's way: {}\n", laws.join(", "));
    }
    let _ = writeln!(text, "declared answers, and how often each was seen:");
    let rows = by_operation(report);
    let width = rows.iter().map(|it| it.0.len()).max().unwrap_or_default();
    for (operation, cells) in rows {
        let shown =
            |it: &(String, usize)| if it.1 == 0 { format!("{} never", it.0) } else { format!("{} x{}", it.0, it.1) };
        let cells: Vec<_> = cells.iter().map(shown).collect();
        let _ = writeln!(text, "  {operation:width$}  {}", cells.join("  "));
    }
    for (why, count) in &report.unjudged {
        let _ = writeln!(text, "not judged, {count} times: {why}");
    }
    let (sent, declared) = report.coverage.parameters;
    let _ = writeln!(text, "parameters sent: {sent} of {declared}; laws judged: {}", report.coverage.laws.len());
    text
}
