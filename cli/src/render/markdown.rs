//! A comment or page for people.

mod escape;

use std::io::{self, Write};

use apigen_model::Severity;

pub(super) use self::escape::escape;
use super::Report;
use super::finding::Shown;
use super::words::plural;

/// Comments of pull requests may not be longer than 65,536 characters; a margin is for what people put around it.
pub(super) const MOST: usize = 60_000;

/// Writes the findings by file, at most `limit` of them and as many as fit into a comment; 0 stands for all that fit.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>, limit: usize) -> io::Result<()> {
    let items = items(report, if limit == 0 { usize::MAX } else { limit });
    let mut length = 0;
    let fitting = items.iter().take_while(|it| {
        length += it.len();
        length <= MOST
    });
    let count = fitting.count();
    writeln!(out, "## {}", escape(&report.headline()))?;
    items[..count].iter().try_for_each(|it| out.write_all(it.as_bytes()))?;
    if count < report.findings.len() {
        writeln!(out, "\n… and {} more", plural(report.findings.len() - count, "finding"))?;
    }
    if !report.waived.is_empty() {
        writeln!(out, "\nbeside that, {}", report.waivers())?;
    }
    Ok(())
}

/// The findings, the first of each file with the file's heading.
fn items(report: &Report<'_>, limit: usize) -> Vec<String> {
    let mut items = Vec::new();
    let mut file = None;
    for finding in report.findings.iter().take(limit) {
        let path = finding.spot().path.as_str();
        let heading = if file == Some(path) { String::new() } else { format!("\n### {}\n\n", escape(path)) };
        items.push(heading + &item(finding));
        file = Some(path);
    }
    items
}

fn item(finding: &Shown<'_>) -> String {
    let range = finding.spot().range();
    let (sign, message) = (sign(finding.severity), escape(finding.message));
    let why = escape(finding.why);
    let help = finding.help.map(|it| format!("; {}", escape(it))).unwrap_or_default();
    format!("- {sign} **{}:{}** {message} (`{}`)\\\n  {why}{help}\n", range.line, range.column, finding.rule)
}

/// A mark that stands out in a list.
pub(super) fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "❌",
        Severity::Warning => "⚠️",
        Severity::Info => "ℹ️",
    }
}
