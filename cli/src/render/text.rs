//! Code frames for people, and a summary.

mod frame;
mod window;

use std::io::{self, IsTerminal, Write};

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::Report;
use super::finding::{Shown, Waiver};
use super::visible::{VisibleFiles, visible};
use super::words::plural;

/// Writes at most `limit` findings; 0 stands for all.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>, limit: usize) -> io::Result<()> {
    let findings = &report.findings;
    let shown = if limit == 0 { findings.len() } else { limit.min(findings.len()) };
    let theme = if io::stdout().is_terminal() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(110).with_context_lines(1);
    let files = VisibleFiles::of(&findings[..shown]);
    for finding in &findings[..shown] {
        let fingerprint = report.approvable.then_some(finding.fingerprint);
        writeln!(out, "{}", block(&handler, finding, &files, fingerprint))?;
    }
    if shown < findings.len() {
        writeln!(out, "… and {} more; --limit 0 shows all of them\n", findings.len() - shown)?;
    }
    for finding in report.waived.iter().filter(|_| report.approvable) {
        let reason = visible(finding.waiver.as_ref().map_or("", Waiver::reason));
        writeln!(out, "approved[{}] {}\n  reason: {reason}\n", finding.rule, visible(finding.message))?;
    }
    Ok(())
}

/// What a run came to, in lines for standard error.
pub(super) fn summary(report: &Report<'_>) -> String {
    let mut lines = Vec::new();
    if report.fixed > 0 {
        lines.push(format!("repaired {}", plural(report.fixed, "finding")));
    }
    let waived = if report.waived.is_empty() { String::new() } else { format!("; {}", report.waivers()) };
    lines.push(report.headline() + &waived);
    let repairable = report.findings.iter().filter(|it| it.fix.is_some()).count();
    if repairable > 0 {
        lines.push(format!("{repairable} can be repaired with --fix (some need --unsafe)"));
    }
    lines.extend(report.notes.iter().cloned());
    lines.join("\n")
}

fn block(
    handler: &GraphicalReportHandler,
    finding: &Shown<'_>,
    files: &VisibleFiles,
    fingerprint: Option<&str>,
) -> String {
    let mut text = frame::draw(handler, finding, files);
    let explanation = finding.explanation();
    let explanation = visible(&explanation);
    let fingerprint = fingerprint.map(|it| format!("fingerprint: {it}"));
    for line in explanation.lines().chain(fingerprint.as_deref()) {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
    text
}
