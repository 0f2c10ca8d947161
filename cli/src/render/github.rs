//! Workflow commands, which GitHub Actions turns into annotations beside the lines of a pull request.

use std::io::{self, Write};

use apigen_model::Severity;

use super::Report;
use super::finding::{Range, Shown};
use super::visible::visible;

/// Writes one command a finding, then the summary as a notice of the log.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(out, "{}", command(finding))?;
    }
    writeln!(out, "{}", report.headline())
}

fn command(finding: &Shown<'_>) -> String {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let was = finding.old().map(|it| format!("\nwas: {}", it.label())).unwrap_or_default();
    let text = data(&format!("{}{was}\n{}", finding.message, finding.explanation()));
    let (spot, title) = (finding.spot(), property(finding.rule));
    if finding.is_placed() {
        format!("::{word} file={},{},title={title}::{text}", property(&spot.path), position(spot.range()))
    } else {
        format!("::{word} title={title}::{text}")
    }
}

/// Columns mean nothing to GitHub when a range has several lines.
fn position(range: Range) -> String {
    let Range { line, column, end_line, end_column } = range;
    if line == end_line {
        format!("line={line},col={column},endColumn={end_column}")
    } else {
        format!("line={line},endLine={end_line}")
    }
}

/// A message; what would end the command or begin another is escaped.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which a colon or a comma would end as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_begins_another_command() {
        let text = data("100% bad\r\n::error::forged");
        assert_eq!(text, "100%25 bad%0D%0A::error::forged");
        assert_eq!(text.lines().count(), 1);
        assert_eq!(data("\u{1b}[2J"), "?[2J");
    }

    #[test]
    fn nothing_in_a_path_begins_another_property() {
        assert_eq!(property("a,line=1::b.json"), "a%2Cline=1%3A%3Ab.json");
    }

    #[test]
    fn a_range_of_several_lines_has_no_columns() {
        let range = Range { line: 2, column: 5, end_line: 4, end_column: 1 };
        assert_eq!(position(range), "line=2,endLine=4");
        assert_eq!(position(Range { end_line: 2, ..range }), "line=2,col=5,endColumn=1");
    }
}
